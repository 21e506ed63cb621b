package main

import "fmt"

func main() {
	// TODO: add up all the numbers, not only the first.
	number := 0
	fmt.Scan(&number)
	fmt.Println(number)
}
