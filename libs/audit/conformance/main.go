// Checks what Entraide signs and proves with programs that others wrote: the notes of Go's checksum database and the
// Merkle proofs of Certificate Transparency. Reads one JSON from standard input; fails by name, or says what it checked.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

type inclusion struct {
	Index, Size uint64
	Entry, Root []byte
	Proof       [][]byte
}

type consistency struct {
	Size1, Size2 uint64
	Root1, Root2 []byte
	Proof        [][]byte
}

type given struct {
	Key, Note   string
	Inclusion   []inclusion
	Consistency []consistency
}

func check() error {
	var all given
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		return err
	}
	verifier, err := note.NewVerifier(all.Key)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	opened, err := note.Open([]byte(all.Note), note.VerifierList(verifier))
	if err != nil {
		return fmt.Errorf("note: %w", err)
	}
	if origin := strings.SplitN(opened.Text, "\n", 2)[0]; origin != verifier.Name() {
		return fmt.Errorf("origin %q of a log called %q", origin, verifier.Name())
	}
	hasher := rfc6962.DefaultHasher
	for _, one := range all.Inclusion {
		leaf := hasher.HashLeaf(one.Entry)
		if err := proof.VerifyInclusion(hasher, one.Index, one.Size, leaf, one.Proof, one.Root); err != nil {
			return fmt.Errorf("inclusion of %d in %d: %w", one.Index, one.Size, err)
		}
	}
	for _, one := range all.Consistency {
		if err := proof.VerifyConsistency(hasher, one.Size1, one.Size2, one.Proof, one.Root1, one.Root2); err != nil {
			return fmt.Errorf("consistency of %d and %d: %w", one.Size1, one.Size2, err)
		}
	}
	fmt.Printf("%d %d\n", len(all.Inclusion), len(all.Consistency))
	return nil
}

func main() {
	if err := check(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
