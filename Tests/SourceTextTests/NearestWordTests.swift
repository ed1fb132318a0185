import Testing

@testable import SourceText

struct NearestWordTests {
    @Test(arguments: [
        ("cov", "conv"), ("connv", "conv"), ("conb", "conv"), ("ocnv", "conv"), ("maxpol", "maxpool"),
        ("rellu", "relu"),
        ("bottelneck", "bottleneck"), ("drpout", "dropout"), ("hswsh", "hswish"), ("avgpol", "avgpool"),
    ])
    func near(word: String, expected: String) {
        let known = ["conv", "maxpool", "avgpool", "relu", "bottleneck", "dropout", "hswish"]
        #expect(nearestWord(to: word, in: known) == expected)
    }

    @Test(arguments: ["transformer", "xyz", "q", "", "cccc"])
    func nothingNear(word: String) {
        #expect(nearestWord(to: word, in: ["conv", "maxpool", "relu", "w", "c"]) == nil)
    }

    @Test func theFirstOfEquals() {
        #expect(nearestWord(to: "bat", in: ["cat", "hat"]) == "cat")
        #expect(nearestWord(to: "hat", in: ["hat"]) == nil)
    }

    /// Distances by hand; a swap of neighbours is one edit.
    @Test(arguments: [
        ("kitten", "sitting", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("ab", "", 2), ("relu", "relu6", 1),
        ("ca", "abc", 3),
    ])
    func distance(a: String, b: String, expected: Int) {
        #expect(editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars), limit: 10) == expected)
        #expect(editDistance(Array(b.unicodeScalars), Array(a.unicodeScalars), limit: 10) == expected)
    }
}
