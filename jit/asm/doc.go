// Package asm turns instructions into machine code. It is the only package
// which knows the assembler underneath (golang-asm), and it hides what is
// awkward in it:
//
//   - that assembler reports errors by printing them, and leaves the bad
//     instruction out: here every instruction must have got bytes, the
//     diagnostics are collected, and Assemble returns an error;
//   - it takes an immediate of 32 unsigned bits for a 64-bit operation, and
//     sign-extends it: here immediates are checked against the operation;
//   - it names one operand of a unary operation its source or its destination
//     by opcode, reads byte registers wrongly where SI or DI are meant, and has
//     the operands of CMP one way round and of UCOMISD the other: here there is
//     one rule each (see Builder);
//   - it lays out jumps in up to 20 passes over all instructions, and ends the
//     process when that is not enough; it has no alignment and no address of a
//     label: here only single instructions go through it, and jumps, alignment
//     and label addresses are placed by layout.go;
//   - it takes as long as all the rest of the back end to look for the form of
//     an instruction: here it was asked for each operation in each form when the
//     package was made, and what it answered is a table of templates
//     (amd64_template_gen.go). What has no template goes through it each time;
//   - its tables are filled by whoever comes first: here once, and only when there
//     is something without a template.
//
// The names of operations are Go's (ADDQ, MOVBQZX), and the order of operands
// is Go's: sources first, destination last.
//
// The Builder, labels, memory operands and layout are for any architecture;
// registers and operations of amd64 are in amd64_*.go. Another architecture
// adds its own such files, with a prefix to its names, and a constructor.
//
// The package may import golang-asm and the standard library, nothing of ours.
package asm
