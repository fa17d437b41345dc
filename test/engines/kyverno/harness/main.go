// Runs Kyverno's own code outside a cluster. It reads requests from standard input, one JSON object a line, and answers each with a line:
// {"result": ...} or {"error": "..."}. It ends with standard input.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
)

func main() {
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	ctrl.SetLogger(logr.Discard())
	if err := answerLines(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

type answer struct {
	Result any    `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`
}

func answerLines(requests io.Reader, answers io.Writer) error {
	lines := bufio.NewReaderSize(requests, 1<<16)
	out := json.NewEncoder(answers)
	out.SetEscapeHTML(false)
	running := newCluster()
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			if err := out.Encode(answerOf(running, line)); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// A panic of Kyverno's is an answer too: the suite has to see it and go on.
func answerOf(running *cluster, line []byte) (said answer) {
	defer func() {
		if panicked := recover(); panicked != nil {
			said = answer{Error: fmt.Sprintf("panic: %v\n%s", panicked, debug.Stack())}
		}
	}()
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: fmt.Sprintf("this is no request: %v", err)}
	}
	result, err := running.do(asked)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Result: result}
}
