// Asks sigstore-go about bundles. Without arguments it reads questions from standard input, one JSON object a line, and answers each with a line.
// `bench` measures what a verification costs in this process.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// A bundle may have sixteen mebibytes, and base64 makes a third more of them.
const longestLine = 64 << 20

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(arguments []string) error {
	if len(arguments) == 0 {
		return answerLines(os.Stdin, os.Stdout)
	}
	if arguments[0] == "bench" {
		return bench(arguments[1:], os.Stdout)
	}
	return fmt.Errorf("no such mode: %q; there are none and bench", arguments[0])
}

func answerLines(questions io.Reader, answers io.Writer) error {
	lines := bufio.NewScanner(questions)
	lines.Buffer(make([]byte, 1<<16), longestLine)
	buffered := bufio.NewWriter(answers)
	out := json.NewEncoder(buffered)
	trust := newTrustCache()
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return fmt.Errorf("this is no question: %w", err)
		}
		if err := out.Encode(answer(asked, trust)); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return buffered.Flush()
}
