package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"syscall"
)

// What a verification costs, in microseconds of CPU time; garbage collection is part of it.
type cost struct {
	Verifications int     `json:"verifications"`
	Microseconds  float64 `json:"microsecondsEach"`
	// The greatest memory this process ever held, in bytes.
	Memory int64 `json:"peakBytes"`
}

// Verifies each bundle `-rounds` times, in turn. The root is read before the clock starts, the JSON of the bundle each time.
func bench(arguments []string, out io.Writer) error {
	runtime.GOMAXPROCS(1)
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	rootFile := flags.String("root", "", "trusted_root.json")
	keyFile := flags.String("key", "", "public key in PEM")
	digest := flags.String("digest", "", "sha256:HEX of the artifact; none: the signature alone")
	rounds := flags.Int("rounds", 100, "how often each bundle is verified")
	warm := flags.Int("warm", 10, "how often before the clock starts")
	asked := question{}
	flags.IntVar(&asked.Logs, "logs", 1, "log entries")
	flags.IntVar(&asked.Scts, "scts", 1, "certificate timestamps")
	flags.IntVar(&asked.Times, "times", 1, "verified times")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() == 0 || *rounds < 1 {
		return fmt.Errorf("bench takes files of bundles, and at least one round")
	}
	asked.Digest = *digest
	texts, err := readAll(append([]string{*rootFile, *keyFile}, flags.Args()...))
	if err != nil {
		return err
	}
	asked.Root, asked.Key = string(texts[0]), string(texts[1])
	trust := newTrustCache()
	if err := verifyAll(asked, trust, texts[2:], *warm); err != nil {
		return err
	}
	runtime.GC()
	before := usage()
	if err := verifyAll(asked, trust, texts[2:], *rounds); err != nil {
		return err
	}
	after := usage()
	count := *rounds * len(texts[2:])
	return json.NewEncoder(out).Encode(cost{
		Verifications: count,
		Microseconds:  (cpu(after) - cpu(before)) / float64(count),
		Memory:        int64(after.Maxrss) * 1024,
	})
}

// A bundle that is refused would be measured for what it is not.
func verifyAll(asked question, trust *trustCache, bundles [][]byte, rounds int) error {
	for range rounds {
		for _, bytes := range bundles {
			asked.Bundle = bytes
			if found := answer(asked, trust); !found.Accepted {
				return fmt.Errorf("refused at %s: %s", found.Stage, found.Error)
			}
		}
	}
	return nil
}

func readAll(files []string) ([][]byte, error) {
	texts := make([][]byte, len(files))
	for i, file := range files {
		if file == "" {
			continue
		}
		bytes, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		texts[i] = bytes
	}
	return texts, nil
}

func usage() syscall.Rusage {
	var used syscall.Rusage
	// It fails for an unknown `who` alone.
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return used
}

func cpu(used syscall.Rusage) float64 {
	seconds := func(time syscall.Timeval) float64 { return float64(time.Sec)*1e6 + float64(time.Usec) }
	return seconds(used.Utime) + seconds(used.Stime)
}
