package chrome

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Call runs a command of the protocol.
func Call[P, R any](t *Tab, command cdp.Command[P, R], params P) R {
	t.Helper()
	answer, err := chromedp.Call(t.Ctx, command, params)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// Eval runs JavaScript and waits for what it promises.
func Eval[T any](t *Tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Ctx, time.Minute)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		if len(expression) > 2000 {
			expression = expression[:2000] + "…"
		}
		t.Fatalf("%s: %v", expression, err)
	}
	return value
}
