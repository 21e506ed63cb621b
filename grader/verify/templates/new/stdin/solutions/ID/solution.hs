add :: Integer -> [String] -> Integer
add total [] = total
add total (word : rest) = add (total + read word) rest

main :: IO ()
main = interact $ \text -> show (add 0 (words text)) ++ "\n"
