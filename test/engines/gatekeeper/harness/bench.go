package main

import (
	"fmt"
	"time"
)

const mostTimes = 1_000_000

type benched struct {
	// In the order in which they were measured.
	Nanoseconds []int64 `json:"nanoseconds"`
}

// bench repeats one request and says what each took, without the JSON of this harness around it.
func (h *harness) bench(asked request) (any, error) {
	if asked.Of == nil || asked.Of.Op == "bench" || asked.Times < 1 || asked.Times > mostTimes {
		return nil, fmt.Errorf("bench needs another op and how many times")
	}
	took := make([]int64, 0, asked.Times)
	for range asked.Times {
		begin := time.Now()
		if _, err := h.do(*asked.Of); err != nil {
			return nil, err
		}
		took = append(took, time.Since(begin).Nanoseconds())
	}
	return benched{Nanoseconds: took}, nil
}
