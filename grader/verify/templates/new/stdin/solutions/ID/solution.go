package main

import "fmt"

func main() {
	sum := 0
	for {
		number := 0
		if _, err := fmt.Scan(&number); err != nil {
			break
		}
		sum += number
	}
	fmt.Println(sum)
}
