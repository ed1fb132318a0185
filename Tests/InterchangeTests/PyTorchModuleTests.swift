import NetworkIR
import Testing

@testable import Interchange

@Suite("PyTorch source")
struct PyTorchModuleTests {
    private func source(_ text: String) throws -> String {
        try PyTorchModule(RoundTripTests.network(text: text), comment: "a test.").text
    }

    @Test("stages become attributes, blocks become classes, repeats become loops")
    func structure() throws {
        let text = try source(
            """
            input 3x32x32
            with conv: nobias bn relu
            block basic(w, s = 1) { residual { conv 3 w /s; conv 3 w linear }; relu }
            conv 3 16
            stage wide { basic(16) x3 }
            stage deep { basic(32, 2); basic(32) x2 }
            gap; fc 10
            """)
        for expected in [
            "class Basic(nn.Sequential):\n    def __init__(self, c, w, s=1):",
            "nn.Conv2d(c, w, 3, stride=s, padding=1, bias=False)",
            "if s != 1 or c != w else None",
            "self.wide = nn.Sequential(*(Basic(16, 16) for _ in range(3)))",
            "self.deep = nn.Sequential(Basic(16, 32, 2), *(Basic(32, 32) for _ in range(2)))",
            "x = self.wide(x)",
            "class Text(nn.Module):",
        ] {
            #expect(text.contains(expected), "missing: \(expected)\n\(text)")
        }
    }

    @Test("labels are variables of forward")
    func labels() throws {
        let text = try source(
            """
            input 3x32x32
            with conv: relu
            conv 3 16 as full
            maxpool 2; conv 3 32; upsample 2
            concat full; conv 3 8
            """)
        #expect(text.contains("skip1 = x"))
        #expect(text.contains("x = torch.cat([x, skip1], 1)"))
        #expect(text.contains("nn.Conv2d(48, 8, 3, padding=1)"))
    }

    @Test("dense blocks grow in a loop")
    func dense() throws {
        let text = try source("input 3x8x8\nconv 3 16\ndense x4 { conv 3 12 relu }\nfc 2")
        #expect(text.contains("for i in range(4)"))
        #expect(text.contains("nn.Conv2d(16 + 12 * i, 12, 3, padding=1)"))
        #expect(text.contains("nn.Linear(4096, 2)"))
    }

    @Test("what PyTorch cannot say is refused by name")
    func refusals() throws {
        #expect {
            try source("input 3x8x8\ngap\nknn 100 5")
        } throws: { error in
            if case .inexpressible(_, "knn", "PyTorch", _)? = error as? ExportError { true } else { false }
        }
    }
}
