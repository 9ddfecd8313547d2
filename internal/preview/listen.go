package preview

import (
	"errors"
	"io"
	"log"
	"net"
	"strconv"
	"sync"
)

// maxConnections bounds how many clients there are at a time: a browser opens six.
const maxConnections = 256

var silent = log.New(io.Discard, "", 0) // what clients do wrong is no news

// Listen opens an address. Where exact is false, one of the next ports will do.
func Listen(addr string, exact bool) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if err == nil || exact {
		return listener, err
	}
	host, port, splitErr := net.SplitHostPort(addr)
	number, convErr := strconv.Atoi(port)
	if err := errors.Join(splitErr, convErr); err != nil {
		return nil, err
	}
	for i := 1; i <= 100; i++ {
		if listener, nextErr := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(number+i))); nextErr == nil {
			return listener, nil
		}
	}
	return nil, err
}

// bounded has a listener wait where there are too many clients already.
func bounded(l net.Listener) net.Listener {
	return &boundedListener{Listener: l, free: make(chan struct{}, maxConnections), ended: make(chan struct{})}
}

type boundedListener struct {
	net.Listener
	free  chan struct{}
	ended chan struct{}
	once  sync.Once
}

func (l *boundedListener) Accept() (net.Conn, error) {
	select {
	case l.free <- struct{}{}:
	case <-l.ended:
		return nil, net.ErrClosed
	}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.free
		return nil, err
	}
	return &boundedConn{Conn: conn, release: sync.OnceFunc(func() { <-l.free })}, nil
}

func (l *boundedListener) Close() error {
	l.once.Do(func() { close(l.ended) })
	return l.Listener.Close()
}

type boundedConn struct {
	net.Conn
	release func()
}

func (c *boundedConn) Close() error {
	defer c.release()
	return c.Conn.Close()
}
