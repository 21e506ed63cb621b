(let ((sum 0))
  (loop for number = (read *standard-input* nil)
        while number do (incf sum number))
  (format t "~d~%" sum))
