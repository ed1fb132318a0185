import NetworkIR
import Testing

@testable import ArchLanguage

/// What groups, blocks, residuals, branches, labels and the rest make: layers with their names and maps, by hand.
struct StructureTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var title: String
        var text: String
        var lines: [String]
        var testDescription: String { title }
    }

    static let rows: [Row] = [
        Row(
            title: "a repeat of a line", text: "conv 3 8 relu x2",
            lines: [
                "conv1 8x8x8", "relu1 8x8x8", "conv2 8x8x8", "relu2 8x8x8",
            ]),
        Row(title: "0 drops a line", text: "relu; conv 3 8 x0; sigmoid", lines: ["relu1 4x8x8", "sigmoid1 4x8x8"]),
        Row(title: "0 drops a group", text: "relu; { conv 3 8; conv 3 9 } x0", lines: ["relu1 4x8x8"]),
        Row(
            title: "× is x, a repeat in parentheses is a number", text: "let n = 2\nrelu ×2\nrelu x(n)\n{ tanh } × 1",
            lines: [
                "relu1 4x8x8", "relu2 4x8x8", "relu3 4x8x8", "relu4 4x8x8", "tanh1 4x8x8",
            ]),
        Row(
            title: "a group alone names nothing, a repeated one does", text: "{ conv 3 8 }; { relu } x2",
            lines: [
                "conv1 8x8x8", "group1.relu1 8x8x8", "group2.relu1 8x8x8",
            ]),
        Row(
            title: "stages name their layers", text: "stage a { relu; tanh }\nstage b { relu } x2\nstage a { relu }",
            lines: [
                "a.relu1 4x8x8", "a.tanh1 4x8x8", "b.1.relu1 4x8x8", "b.2.relu1 4x8x8", "a.relu2 4x8x8",
            ]),
        Row(
            title: "blocks with defaults",
            text: "block b(w, k = 3, s = 1) { conv k w /s }\nb(8)\nb(6, 5)\nb(5, 1, 2) x2",
            lines: [
                "b1.conv1 8x8x8", "b2.conv1 6x8x8", "b3.conv1 5x4x4", "b4.conv1 5x2x2",
            ]),
        Row(
            title: "a default speaks of earlier parameters", text: "block b(w, v = 2*w) { conv 1 w; conv 1 v }\nb(3)",
            lines: [
                "b1.conv1 3x8x8", "b1.conv2 6x8x8",
            ]),
        Row(
            title: "calls in a stage are numbered", text: "block b() { relu }\nstage s { b(); b() x2 }",
            lines: [
                "s.1.relu1 4x8x8", "s.2.relu1 4x8x8", "s.3.relu1 4x8x8",
            ]),
        Row(
            title: "no two layers share a name",
            text: "block a() { relu }\nblock a1() { relu }\na() x11\na1()\nresidual { stage s { relu } } x2",
            lines: (1...11).map { "a\($0).relu1 4x8x8" } + [
                "a11.relu2 4x8x8", "s.relu1 4x8x8", "add1 4x8x8", "s.relu2 4x8x8", "add2 4x8x8",
            ]),
        Row(
            title: "c is the current number of channels", text: "conv 1 2*c; conv 1 c+1; conv 1 (c/3)",
            lines: [
                "conv1 8x8x8", "conv2 9x8x8", "conv3 3x8x8",
            ]),
        Row(
            title: "let in braces shadows, and ends with them",
            text: "let w = 2\n{ let w = 2*w; conv 1 w; { let w = 7; conv 1 w }; conv 1 w }\nconv 1 w",
            lines: [
                "conv1 4x8x8", "conv2 7x8x8", "conv3 4x8x8", "conv4 2x8x8",
            ]),
        Row(
            title: "names that are modifiers' words",
            text: "let groups = 2\nlet pad = 3\nconv pad 8 groups groups pad pad",
            lines: [
                "conv1 8x12x12"
            ]),
        Row(title: "residual of equal shapes", text: "residual { conv 3 4 }", lines: ["conv1 4x8x8", "add1 4x8x8"]),
        Row(
            title: "residual with a projection", text: "residual { conv 3 6 /2 }",
            lines: [
                "conv1 6x4x4", "shortcut1 6x4x4", "add1 6x4x4",
            ]),
        Row(
            title: "the projection takes bn of 'with conv', no activation",
            text: "with conv: nobias bn relu\nresidual { conv 3 6 linear }",
            lines: [
                "conv1 6x8x8", "bn1 6x8x8", "shortcut1 6x8x8", "bn2 6x8x8", "add1 6x8x8",
            ]),
        Row(
            title: "residual identity where shapes differ",
            text: "residual identity { conv 3 6 }; residual identity { relu }",
            lines: [
                "conv1 6x8x8", "relu1 6x8x8", "add1 6x8x8",
            ]),
        Row(
            title: "residual pad", text: "residual pad { conv 3 6 /2 }",
            lines: [
                "conv1 6x4x4", "shortcut1 6x4x4", "add1 6x4x4",
            ]),
        Row(
            title: "an odd map halves by stride 2", text: "maxpool 2x1 /1 pad 0\nresidual { conv 3 4 /2 }",
            lines: [
                "maxpool1 4x7x8", "conv1 4x4x4", "shortcut1 4x4x4", "add1 4x4x4",
            ]),
        Row(
            title: "branches concat", text: "branches concat { { conv 1 2 } { conv 3 3; relu } { } }",
            lines: [
                "branch1.conv1 2x8x8", "branch2.conv1 3x8x8", "branch2.relu1 3x8x8", "concat1 9x8x8",
            ]),
        Row(
            title: "branches add and mul: a 1x1 map is broadcast",
            text: "branches add { { relu } { tanh } }\nbranches mul { { } { gap; sigmoid } }",
            lines: [
                "branch1.relu1 4x8x8", "branch2.tanh1 4x8x8", "add1 4x8x8", "branch3.gap1 4x1x1",
                "branch3.sigmoid1 4x1x1", "mul1 4x8x8",
            ]),
        Row(
            title: "a branch may repeat", text: "branches add {\n  { }\n  { relu } x2\n}",
            lines: [
                "branch1.group1.relu1 4x8x8", "branch1.group2.relu1 4x8x8", "add1 4x8x8",
            ]),
        Row(
            title: "dense: each round adds its output", text: "dense x2 { conv 3 3 }",
            lines: [
                "dense1.conv1 3x8x8", "concat1 7x8x8", "dense2.conv1 3x8x8", "concat2 10x8x8",
            ]),
        Row(
            title: "either: the first is the network", text: "either { relu } or { tanh }\nor { gelu }",
            lines: ["relu1 4x8x8"]),
        Row(
            title: "labels", text: "conv 1 2 as a; conv 1 3 as b\nfrom a; concat b; add a x0\nmaxpool 2 as p; mul p",
            lines: [
                "conv1 2x8x8", "conv2 3x8x8", "concat1 5x8x8", "maxpool1 5x4x4", "mul1 5x4x4",
            ]),
        Row(
            title: "a label on a group, and a block's own labels",
            text: "block b() { relu as x1_; tanh; add x1_ }\n{ conv 1 2 } as g\nb()\nconcat g",
            lines: [
                "conv1 2x8x8", "b1.relu1 2x8x8", "b1.tanh1 2x8x8", "b1.add1 2x8x8", "concat1 4x8x8",
            ]),
        Row(
            title: "'with' is scoped like let, its names are those of its own place",
            text:
                "let g = 2\nwith conv: groups g\n{ let g = 4; conv 1 8 }\n{ with conv: relu; conv 1 8 }\nconv 1 8 groups 1",
            lines: [
                "conv1 8x8x8", "conv2 8x8x8", "relu1 8x8x8", "conv3 8x8x8",
            ]),
        Row(
            title: "'with' reaches dwconv and deconv; linear and nobn take away",
            text: "with conv: bn relu\ndwconv 3\ndeconv 1 4 linear\nconv 1 4 nobn\nwith fc: relu\nfc 3; fc 2 linear",
            lines: [
                "dwconv1 4x8x8", "bn1 4x8x8", "relu1 4x8x8", "deconv1 4x8x8", "bn2 4x8x8", "conv1 4x8x8", "relu2 4x8x8",
                "fc1 3x1x1", "relu3 3x1x1", "fc2 2x1x1",
            ]),
        Row(
            title: "a block takes the 'with' before its definition",
            text: "block before() { conv 1 2 }\nwith conv: relu\nblock after() { conv 1 3 }\nbefore(); after()",
            lines: [
                "before1.conv1 2x8x8", "after1.conv1 3x8x8", "after1.relu1 3x8x8",
            ]),
        Row(
            title: "a pyramid is a vector: 4·(9 + 4 + 1)", text: "spp 3 2 1; fc 5", lines: ["spp1 56x1x1", "fc1 5x1x1"]),
        Row(
            title: "sizes in parentheses",
            text: "let h = 1\nlet w = 3\nconv (h)x(w) 2\nconv (h)x5 2\nconv 3x(w) 2 /(h)x2",
            lines: [
                "conv1 2x8x8", "conv2 2x8x8", "conv3 2x8x4",
            ]),
        Row(
            title: "newlines in parentheses and behind { | ,",
            text: "block b(w,\n  k) {\n conv k w }\nlet k = 3|\n  5\nb(2,\n k)\nconv (1 +\n 2) 4",
            lines: [
                "b1.conv1 2x8x8", "conv1 4x8x8",
            ]),
    ]

    @Test(arguments: rows)
    func layers(row: Row) throws {
        let network = try network("input 4x8x8\n" + row.text)
        #expect(network.lines == row.lines)
        #expect(Set(network.layers.map(\.name)).count == network.layers.count, "names repeat")
    }

    @Test func withTakesTheNamesOfItsOwnPlace() throws {
        let net = try network("input 4x8x8\nlet g = 2\nwith conv: groups g\n{ let g = 4; conv 1 8 }")
        #expect(net.key(0).hasSuffix(" g2"))
    }

    @Test func aStageIsKnownByItsPath() throws {
        let net = try network("input 4x8x8\nstage a { relu; stage b { relu } x2 }\nrelu\nstage a { relu }")
        #expect(net.stages == ["a", "a.b"])
        #expect(net.layers.map(\.stage) == [0, 1, 1, nil, 0])
    }

    @Test func everyUnreadLabelIsAnOutput() throws {
        let net = try network("input 4x8x8\nrelu as a; tanh as b; gelu as d; add a")
        #expect(net.outputs == [1, 2, 3])
        #expect(net.labels.map(\.name) == ["a", "b", "d"])
        #expect(net.labels.map(\.isConsumed) == [true, false, false])
    }

    @Test func layersKnowTheirLines() throws {
        let net = try network("# comment\ninput 4x8x8\n\nblock b() {\n  relu\n}\nb()\nconv 3 8 bn")
        #expect(net.layers.map(\.line) == [5, 8, 8])
    }

    @Test func textMayBeginWithAByteOrderMarkAndEndLinesAsWindowsDoes() throws {
        #expect(try network("\u{FEFF}input 4x8x8\r\nrelu\r\n").lines == ["relu1 4x8x8"])
    }
}
