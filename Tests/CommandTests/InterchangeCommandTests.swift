import Foundation
import Testing

/// `archcost import` and `archcost export` as a user sees them, and ONNX models in the place of texts.
@Suite struct InterchangeCommandTests {
    /// An ONNX model of one node, written by hand; all of its bytes are ASCII, so that a text can hold it.
    private static func model(_ operation: String, input dims: [String], output: [String] = []) -> String {
        func field(_ number: Int, _ content: String) -> String {
            byte(number << 3 | 2) + byte(content.utf8.count) + content
        }
        func number(_ field: Int, _ value: Int) -> String { byte(field << 3) + byte(value) }
        func byte(_ value: Int) -> String {
            precondition(value < 0x80, "a length of one byte was expected")
            return String(UnicodeScalar(UInt8(value)))
        }
        func value(_ name: String, _ dims: [String]) -> String {
            let shape = dims.map { dim in field(1, Int(dim).map { number(1, $0) } ?? field(2, dim)) }.joined()
            return field(1, name) + field(2, field(1, number(1, 1) + field(2, shape)))
        }
        let node = field(1, "x") + field(2, "y") + field(3, "n") + field(4, operation)
        let graph =
            field(1, node) + field(11, value("x", dims))
            + field(12, output.isEmpty ? field(1, "y") : value("y", output))
        return number(1, 8) + field(8, number(2, 17)) + field(7, graph)
    }

    /// LeNet-5 as an ONNX model without weights.
    private func lenet(in folder: TemporaryFolder) throws -> String {
        let path = folder.url.appendingPathComponent("lenet.onnx").path
        let outcome = try BuiltCommand.run(
            "export", "architectures/lenet5.arch", "--to", "onnx", "--weights", "none", "-o", path)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.isEmpty)
        return path
    }

    // MARK: In

    @Test func importsWhatExportWrote() throws {
        let folder = try TemporaryFolder()
        let path = try lenet(in: folder)
        let outcome = try BuiltCommand.run("import", path)
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        #expect(
            outcome.output == """
                # From \(path), ONNX operator set 17, written by archcost 1.0.0
                input 1x28x28
                with conv: tanh
                conv 5 6; avgpool 2
                conv 5 16 valid; avgpool 2
                fc 120 tanh; fc 84 tanh; fc 10

                """)
        let text = folder.url.appendingPathComponent("again.arch").path
        #expect(try BuiltCommand.run("import", path, "-o", text).status == 0)
        #expect(try String(contentsOfFile: text, encoding: .utf8) == outcome.output)
        #expect(try BuiltCommand.run("format", "--check", text).status == 0)
    }

    @Test(arguments: [
        ["estimate"], ["estimate", "--format", "json"], ["compare"], ["check"], ["describe"],
        ["search", "--budget", "1.0x", "--count"], ["export", "--to", "pytorch"],
    ])
    func everyCommandTakesModels(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let outcome = try BuiltCommand.run(arguments + [try lenet(in: folder)], input: "", environment: [:])
        #expect(outcome.status == 0, "\(outcome.error)")
        // There is nothing to say against LeNet-5.
        #expect(outcome.output.isEmpty == (arguments == ["check"]))
    }

    @Test func modelsAndTextsStandSideBySide() throws {
        let folder = try TemporaryFolder()
        let model = try lenet(in: folder)
        func totals(_ path: String) throws -> String? {
            let outcome = try BuiltCommand.run("estimate", path, "--format", "json")
            return outcome.output.split(separator: "\n").joined().range(
                of: #""totals".*?\}"#, options: .regularExpression
            )
            .map { String(outcome.output.split(separator: "\n").joined()[$0]) }
        }
        let own = try totals("architectures/lenet5.arch")
        #expect(own != nil)
        #expect(try totals(model) == own)
        let outcome = try BuiltCommand.run("estimate", "--relative-to", "architectures/lenet5.arch", model)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("1.00×"))
    }

    @Test func readsAModelFromStandardInput() throws {
        let outcome = try BuiltCommand.run("import", "-", input: Self.model("Relu", input: ["1", "3", "8", "8"]))
        #expect(outcome.status == 0)
        #expect(outcome.output == "# From <stdin>, ONNX operator set 17\ninput 3x8x8\nrelu\n")
    }

    @Test func anOpenSizeIsAskedFor() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.model("Relu", input: ["N", "3", "h", "w"]), to: "open.onnx")
        for command in [["import"], ["estimate"], ["describe"], ["export", "--to", "pytorch"]] {
            let outcome = try BuiltCommand.run(command + [path], input: "", environment: [:])
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.error == "error: \(path): the input 'x' has the shape [N, 3, h, w], whose size is not fixed; "
                    + "give it with '--input CxHxW', as '--input 3x224x224'\n")
            let given = try BuiltCommand.run(command + ["--input", "3x9x7", path], input: "", environment: [:])
            #expect(given.status == 0)
            #expect(given.error.isEmpty)
        }
        #expect(try BuiltCommand.run("import", path, "--input", "3x9x7").output.contains("input 3x9x7\n"))
        #expect(try BuiltCommand.run("import", path, "--input", "3x0x7").status == 64)
        let other = try BuiltCommand.run(
            "estimate", "architectures/lenet5.arch", "--input", "3x9x7", "--format", "csv")
        #expect(other.status == 0)
        #expect(
            other.error
                == "architectures/lenet5.arch: warning: '--input' is for ONNX models; this file says its own input\n")
    }

    @Test func aNodeWithoutAWordIsRefusedOrKept() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.model("Sin", input: ["1", "3", "8", "8"]), to: "sine.onnx")
        let refused = try BuiltCommand.run("estimate", path)
        #expect(refused.status == 1)
        #expect(
            refused.error
                == "error: \(path): Sin 'n' cannot be said in the language: there is no word for this operator; "
                + "'--opaque' keeps it for the elements it moves\n")
        let kept = try BuiltCommand.run("import", path, "--opaque")
        #expect(kept.status == 0)
        #expect(kept.output == "# From \(path), ONNX operator set 17, opaque: Sin 'n'\ninput 3x8x8\nopaque 3 8\n")
        #expect(
            kept.error == "\(path): warning: Sin 'n' is kept as 'opaque', with the cost of the elements it moves: "
                + "there is no word for this operator\n")
        let checked = try BuiltCommand.run("check", path, "--opaque", "--strict")
        #expect(checked.status == 1)
        #expect(checked.output.contains("opaque"))
    }

    // MARK: Refused

    @Test func whatIsNoModelIsRefused() throws {
        let folder = try TemporaryFolder()
        let absent = folder.url.appendingPathComponent("absent.onnx").path
        let missing = try BuiltCommand.run("import", absent)
        #expect(missing.status == 1)
        #expect(missing.error == "error: cannot read '\(absent)': No such file or directory\n")
        let text = try BuiltCommand.run("import", "architectures/lenet5.arch")
        #expect(text.status == 1)
        #expect(text.error.hasSuffix("the file is damaged, or no ONNX model\n"))
        let empty = try folder.write("", to: "empty.onnx")
        let nothing = try BuiltCommand.run("estimate", empty)
        #expect(nothing.status == 1)
        #expect(nothing.error == "error: \(empty): the file holds no ONNX graph\n")
        let whole = Self.model("Relu", input: ["1", "3", "8", "8"])
        let half = try folder.write(String(whole.prefix(20)), to: "half.onnx")
        let cut = try BuiltCommand.run("import", half)
        #expect(cut.status == 1)
        #expect(
            cut.error
                == "error: \(half): field 7 at byte 6 claims 51 bytes, more than the message around it has: "
                + "the file is damaged, or no ONNX model\n")
    }

    @Test func modelsAreNotFormatted() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.model("Relu", input: ["1", "3", "8", "8"]), to: "a.onnx")
        let outcome = try BuiltCommand.run("format", path)
        #expect(outcome.status == 1)
        #expect(outcome.error == "error: \(path) is an ONNX model, not a text; 'archcost import' prints it as one\n")
    }

    // MARK: Out

    @Test func exportsPyTorch() throws {
        let outcome = try BuiltCommand.run("export", "architectures/lenet5.arch", "--to", "pytorch")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("class Lenet5(nn.Module):"))
    }

    @Test func equalSeedsWriteEqualModels() throws {
        let folder = try TemporaryFolder()
        var files: [Data] = []
        for (number, seed) in ["7", "7", "8"].enumerated() {
            let path = folder.url.appendingPathComponent("\(number).onnx").path
            let outcome = try BuiltCommand.run(
                "export", "architectures/lenet5.arch", "--to", "onnx", "--seed", seed, "-o", path)
            #expect(outcome.status == 0)
            files.append(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        #expect(files[0] == files[1])
        #expect(files[0] != files[2])
        // 61,706 parameters of four bytes (PyTorch's LeNet-5), and the graph.
        #expect((246_824..<260_000).contains(files[0].count))
    }

    @Test func whatAFormatCannotSayIsRefusedByName() throws {
        let outcome = try BuiltCommand.run("export", "architectures/knn-head.arch", "--to", "pytorch")
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains("'knn'"))
        #expect(try BuiltCommand.run("export", "architectures/lenet5.arch", "--to", "caffe").status == 64)
        #expect(try BuiltCommand.run("export", "architectures/lenet5.arch").status == 64)
    }
}
