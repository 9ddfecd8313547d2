//go:build !race

package sitetest_test

const slow = false
