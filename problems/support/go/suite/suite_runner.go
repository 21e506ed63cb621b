// Package suite_runner runs one test of a suite, asked for over the connection that
// stdin is: a secret, and the test's name in lines of its parts. It answers there:
// in a line, what signs the text by the secret (HMAC), and the text, a JSON.
//
// A submission is a part of this program, so what is answered is a claim. What is
// asked is read before anything of the submission's runs, since its package
// imports this one; the secret lies where nobody can read while tests run, and never
// leaves: who has the answer go elsewhere, even between two of its calls, has no key to
// another one.
package suite_runner

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

const (
	connection   = 0 // stdin
	secretLength = 32
	longestOrder = 64 << 10
	longestText  = 256 << 10
)

var (
	secret []byte // a page of its own
	path   []string
	asker  syscall.Stat_t // what it was
)

func leave() { os.Exit(0) }

func init() {
	order := make([]byte, longestOrder)
	length := 0
	for length < len(order) {
		got, err := syscall.Read(connection, order[length:])
		if err == syscall.EINTR {
			continue
		}
		if got <= 0 {
			break
		}
		length += got
	}
	page, err := syscall.Mmap(-1, 0, os.Getpagesize(),
		syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil || length <= secretLength || syscall.Fstat(connection, &asker) != nil {
		leave()
	}
	secret = page
	copy(secret, order[:secretLength])
	for i := 0; i < secretLength; i++ {
		order[i] = 0
	}
	syscall.Mprotect(secret, syscall.PROT_NONE)
	syscall.CloseOnExec(connection)
	named := strings.TrimSuffix(string(order[secretLength+1:length]), "\n")
	path = strings.Split(named, "\n")
}

func writeAll(data []byte) {
	for len(data) > 0 {
		sent, err := syscall.Write(connection, data)
		if err == syscall.EINTR {
			continue
		}
		if sent <= 0 {
			leave()
		}
		data = data[sent:]
	}
}

// Answers, and ends the program with nothing of the submission's between.
func answer(report map[string]any) {
	text, err := json.Marshal(report)
	var now syscall.Stat_t
	if err != nil || syscall.Fstat(connection, &now) != nil || now.Dev != asker.Dev ||
		now.Ino != asker.Ino {
		leave()
	}
	syscall.Mprotect(secret, syscall.PROT_READ)
	signature := hmac.New(sha256.New, secret[:secretLength])
	signature.Write(text)
	writeAll([]byte(hex.EncodeToString(signature.Sum(nil)) + "\n"))
	writeAll(text)
	leave()
}

// M is what a TestMain of the suite's has in place of a testing.M.
type M struct{ tests []testing.InternalTest }

// With gives the M that runs `tests`.
func With(tests []testing.InternalTest) *M { return &M{tests} }

// Run does not return: what a TestMain does behind it is not done.
func (m *M) Run() int {
	Run(m.tests)
	return 1
}

// Run runs the one of `tests` that was asked for; does not return.
func Run(tests []testing.InternalTest) {
	name := path[0]
	told, err := os.CreateTemp(".", "suite")
	if err != nil {
		os.Stderr.WriteString("no file for what the tests say: " + err.Error() + "\n")
		os.Exit(1)
	}
	os.Remove(told.Name())
	printed := os.Stdout
	reached := 0
	report := map[string]any{"failed": true, "skipped": false}
	var chosen []testing.InternalTest
	for _, one := range tests {
		if one.Name != name {
			continue
		}
		test := one.F
		rounds := 0
		// In the second round, when all of the first is over and told, it answers.
		chosen = append(chosen, testing.InternalTest{Name: name, F: func(t *testing.T) {
			if rounds++; rounds > 1 {
				told.Seek(0, io.SeekStart)
				text, _ := io.ReadAll(io.LimitReader(told, longestText))
				report["text"] = string(text)
				report["reached"] = reached
				answer(report)
			}
			os.Stdout = printed
			t.Cleanup(func() {
				report["failed"] = t.Failed()
				report["skipped"] = t.Skipped()
				os.Stdout = told
			})
			test(t)
		}})
	}
	// Part after part of a test's name: with number 0 that of the function, …
	var parts []string
	for i := range path {
		parts = append(parts, strconv.Itoa(i))
	}
	matches := func(pattern, part string) (bool, error) {
		i, err := strconv.Atoi(pattern)
		if err != nil || path[i] != part {
			return false, nil
		}
		if reached <= i {
			reached = i + 1
		}
		return true, nil
	}
	os.Args = []string{os.Args[0], "-test.v=true", "-test.count=2",
		"-test.run=" + strings.Join(parts, "/")}
	flag.CommandLine = flag.NewFlagSet("tests", flag.ContinueOnError)
	os.Stdout = told
	testing.Main(matches, chosen, nil, nil)
}
