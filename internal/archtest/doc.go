// Package archtest holds the import rules of the repository as a test: which
// package may know of which. It imports nothing of ours.
package archtest
