import NetworkIR
import SourceText
import Testing

@testable import ArchLanguage

/// Choices: their names, their alternatives, and what an assignment makes of them.
struct ChoiceTests {
    private func space(_ text: String) throws(LanguageError) -> DesignSpace {
        try DesignSpace(SourceFile(name: "test.arch", text: text), name: "test")
    }

    /// He & Sun's model A as a space around itself, from the language's description.
    static let modelA = """
        input 3x224x224
        conv 7 64 /2 valid relu
        maxpool 3
        conv 5|3|2 128 relu x1|2|4
        maxpool 2
        let w = 256|128..320:32
        conv 3|2 w relu x3|1..9
        spp 6 3 2 1; fc 4096 relu x2; fc 1000
        """

    @Test func choicesOfModelA() throws {
        let choices = try space(ChoiceTests.modelA).choices()
        #expect(
            choices.map { "\($0.name) \($0.value) of \($0.domain)" } == [
                "conv2.repeat 1 of [1, 2, 4]", "conv2.kernel 5 of [5, 3, 2]",
                "w 256 of [256, 128, 160, 192, 224, 288, 320]", "conv3.repeat 3 of [3, 1, 2, 4, 5, 6, 7, 8, 9]",
                "conv3.kernel 3 of [3, 2]",
            ])
    }

    @Test func assignmentTakesOtherAlternatives() throws {
        let space = try space(ChoiceTests.modelA)
        let network = try space.network(["w": 96 + 32, "conv2.repeat": 2, "conv2.kernel": 3, "conv3.repeat": 1])
        let convolutions = network.layers.filter { $0.name.hasPrefix("conv") }
        #expect(convolutions.map(\.output.channels) == [64, 128, 128, 128])
        let again = try space.network()
        #expect(again.layers.count == 18)
    }

    /// Names of the choices that a text's first point meets, and of those it hides.
    @Test(arguments: [
        (
            "conv 3|5 8|16 /1|2 groups 1|2 dilate 1|2 pad 1|2 x1|2",
            [
                "conv1.repeat", "conv1.kernel", "conv1.filters", "conv1.stride", "conv1.dilate", "conv1.pad",
                "conv1.groups",
            ]
        ),
        ("dwconv 3|5 mult 1|2", ["dwconv1.kernel", "dwconv1.mult"]),
        ("deconv 3 8 /2 outpad 0|1", ["deconv1.outpad"]),
        (
            "fc 10|20; maxpool 1|2; adaptivepool 1|2; upsample 1|2; slice 0|1 4|8; spp 1|2 1|3",
            [
                "fc1.outputs", "maxpool1.kernel", "adaptivepool1.size", "upsample1.factor", "slice1.first",
                "slice1.count", "spp1.bin1", "spp1.bin2",
            ]
        ),
        (
            "{ relu } x1|2; residual { relu } x1|2; dense x1|2 { relu }; branches add { { } { relu } } x1|2",
            ["group1.repeat", "residual1.repeat", "dense1.repeat", "branches1.repeat"]
        ),
        ("stage s { conv 3 8|16 } x1|2", ["stage1.repeat", "conv1.filters"]),
        ("with conv: groups 1|2\nconv 3 8; conv 3 8", ["with1.groups"]),
        ("let w = 8|16\nconv 3 w; conv 3 w", ["w"]),
        ("{ let w = 8|16; conv 3 w }; { let w = 8|16; conv 3 w }", ["w", "w.2"]),
        // Each call decides anew, inside it the lines keep their numbers of the file.
        (
            "block b(w, k = 3|5) { conv k w; conv 1 8|16 }\nb(8|16); b(24)",
            ["b1.w", "b1.k", "b1.conv2.filters", "b2.k", "b2.conv2.filters"]
        ),
        (
            "block i() { conv 1 8|16 }\nblock o() { i(); i() }\no(); o()",
            ["o1.i1.conv1.filters", "o1.i2.conv1.filters", "o2.i1.conv1.filters", "o2.i2.conv1.filters"]
        ),
        // A let in a block named as its parameter is a second choice.
        ("block b(w) { let w = 2|4; conv 1 w }\nb(8|16)", ["b1.w", "b1.w.2"]),
        // A repeat repeats one decision.
        ("{ conv 3|5 8 } x3\nblock b() { conv 3|5 8 }\nb() x3", ["conv1.kernel", "b1.conv2.kernel"]),
        (
            "either { relu } or { tanh }; either { either { relu } or { tanh } } or { gelu }",
            ["either1", "either2", "either3"]
        ),
    ])
    func names(text: String, expected: [String]) throws {
        #expect(try space("input 8x8x8\n" + text).choices().map(\.name) == expected)
    }

    @Test func aRepeatRepeatsOneDecision() throws {
        let net = try network("input 3x8x8\n{ conv 1|3 4|8 } x2", ["conv1.filters": 8, "conv1.kernel": 3])
        #expect(net.lines == ["group1.conv1 8x8x8", "group2.conv1 8x8x8"])
    }

    @Test func eachCallDecidesAnew() throws {
        let net = try network("input 3x8x8\nblock b() { conv 1 4|8 }\nb(); b()", ["b2.conv1.filters": 8])
        #expect(net.lines == ["b1.conv1 4x8x8", "b2.conv1 8x8x8"])
    }

    @Test func alternativesMayDependOnNumbersBefore() throws {
        let space = try space("input 4x8x8\nlet w = 8|16\nconv 1 w|w..2*w:w")
        #expect(try space.choices(["w": 16]).map(\.domain) == [[8, 16], [16, 32]])
    }

    @Test func inputsMayBeChosen() throws {
        let net = try network("input 3x32|64x32\nrelu", ["input1.height": 64])
        #expect(net.input.height == 64)
    }

    /// What a survey finds beyond the first point.
    @Test func hiddenChoicesAreListedWithTheirCondition() throws {
        let text = """
            input 3x32x32
            let n = 0|1|2
            conv 3 8|16 x0|1|2
            { conv 1 24|32 } x(n)
            either { relu } or { conv 3 8|12; either { tanh } or { conv 5 8|9 } }
            """
        let survey = try space(text).survey()
        let lines = survey.choices.map { entry in
            ([entry.name] + entry.condition.map(\.description)).joined(separator: " ")
        }
        #expect(
            lines == [
                "n", "conv1.repeat", "either1", "conv2.filters n=1", "conv1.filters conv1.repeat=1",
                "conv3.filters either1=2", "either2 either1=2", "conv4.filters either1=2 either2=2",
            ])
        #expect(survey.isComplete)
    }

    @Test func aSurveyIsBounded() throws {
        let text = "input 3x8x8\n" + (0..<12).map { _ in "either { relu } or { tanh }\n" }.joined()
        var space = try space(text)
        space.limits.surveyedPoints = 5
        let survey = try space.survey()
        #expect(survey.choices.count == 12)
        #expect(!survey.isComplete)
    }

    @Test(arguments: [
        (["q": 1], "no choice is called 'q'; there are either1, conv1.filters, conv2.kernel"),
        (["conv1.filter": 16], "no choice is called 'conv1.filter'; did you mean 'conv1.filters'?"),
        (["conv2.kernel": 3], "the choice 'conv2.kernel' is not met at this point; it is with either1=2"),
        (
            ["either1": 2, "conv1.filters": 16],
            "the choice 'conv1.filters' is not met at this point; it is with either1=1"
        ),
    ])
    func assignmentsThatNameNothingMet(assignment: Assignment, expected: String) throws {
        let space = try space("input 3x8x8\neither { conv 3 8|16 } or { conv 3|5 8 }")
        let error = #expect(throws: LanguageError.self) { _ = try space.network(assignment) }
        #expect(error?.assignmentProblems.map(\.description) == [expected])
        #expect(error?.diagnostics.isEmpty == true)
    }

    @Test func aFileWithoutChoicesSaysSo() throws {
        let space = try space("input 3x8x8\nrelu")
        let error = #expect(throws: LanguageError.self) { _ = try space.network(["w": 1]) }
        #expect(error?.assignmentProblems == [.noChoices(name: "w")])
        #expect(error?.assignmentProblems.first?.description == "no choice is called 'w'; the file has none")
    }

    @Test(arguments: [
        (65, "65 is no alternative of 'w', which has 64, 96, 128; the nearest is 64"),
        (Int.max, "9223372036854775807 is no alternative of 'w', which has 64, 96, 128; the nearest is 128"),
        (Int.min, "-9223372036854775808 is no alternative of 'w', which has 64, 96, 128; the nearest is 64"),
    ])
    func valuesThatAreNoAlternative(value: Int, expected: String) throws {
        let space = try space("input 3x8x8\nlet w = 64|96|128\nconv 3 w")
        let error = #expect(throws: LanguageError.self) { _ = try space.network(["w": value]) }
        #expect(error?.diagnostics.map(\.message) == [expected])
        #expect(error?.diagnostics.map(\.identifier) == ["not-an-alternative"])
    }

    @Test func requirementsRulePointsOut() throws {
        let space = try space("input 3x8x8\nlet w = 64|96\nrequire w < 96\nconv 3 w")
        _ = try space.network()
        let error = #expect(throws: LanguageError.self) { _ = try space.network(["w": 96]) }
        #expect(error?.diagnostics.map(\.message) == ["the network breaks 'w < 96': 96 against 96"])
    }
}
