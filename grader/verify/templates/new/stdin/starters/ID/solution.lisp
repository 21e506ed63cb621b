;; TODO: add up all the numbers, not only the first.
(format t "~d~%" (read *standard-input* nil 0))
