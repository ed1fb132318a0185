import Testing

/// `archcost format` as a user sees it.
@Suite struct FormatCommandTests {
    static let untidy = "input   3x8x8 # image\n\n\n\nconv 3 (w)   relu /2\n"
    static let tidy = "input 3x8x8  # image\n\nconv 3 w /2 relu\n"

    @Test func printsTheCanonicalText() throws {
        let outcome = try BuiltCommand.run("format", "-", input: Self.untidy)
        #expect(outcome.status == 0)
        #expect(outcome.output == Self.tidy)
    }

    @Test func checkSaysWhichFileDiffers() throws {
        let folder = try TemporaryFolder()
        let good = try folder.write(Self.tidy, to: "good.arch")
        let bad = try folder.write(Self.untidy, to: "bad.arch")
        #expect(try BuiltCommand.run("format", "--check", good).status == 0)
        let outcome = try BuiltCommand.run("format", "--check", good, bad)
        #expect(outcome.status == 1)
        #expect(outcome.error == "error: not in canonical form: \(bad)\n")
    }

    @Test func inPlaceWritesBack() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.untidy, to: "a.arch")
        #expect(try BuiltCommand.run("format", "--in-place", path).status == 0)
        #expect(try BuiltCommand.run("format", "--check", path).status == 0)
    }

    @Test func aFileWithMistakesIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("input 3x8x8\nkonv 3\n", to: "a.arch")
        let outcome = try BuiltCommand.run("format", "--in-place", path)
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("did you mean 'conv'?"))
    }
}
