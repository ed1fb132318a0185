import Foundation
import Testing

/// `archcost estimate` as a user sees it: exit code, standard output and standard error apart.
@Suite struct EstimateCommandTests {
    /// LeNet's first layers; by hand: 6·25·1·28² = 117600, 16·25·6·10² = 240000, 120·400 = 48000.
    static let lenet = """
        input 1x28x28
        conv 5 6 tanh
        avgpool 2
        conv 5 16 valid tanh
        avgpool 2
        fc 120

        """

    @Test func printsTotalsThatAreTheSumOfTheRows() throws {
        let outcome = try BuiltCommand.run("estimate", "-", "--format", "json", input: Self.lenet)
        #expect(outcome.status == 0)
        #expect(outcome.error == "")
        let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let network = try #require((document?["networks"] as? [[String: Any]])?.first)
        let totals = try #require(network["totals"] as? [String: Any])
        let layers = try #require(network["layers"] as? [[String: Any]])
        #expect(totals["macs"] as? Int == 117_600 + 240_000 + 48_000)
        #expect(totals["time_complexity"] as? Int == 117_600 + 240_000)
        #expect(totals["params"] as? Int == 6 * 26 + 16 * 151 + 120 * 401)
        #expect(totals["depth"] as? Int == 2)
        for name in ["macs", "flops", "params", "activations", "traffic", "time_complexity"] {
            let sum = layers.compactMap { $0[name] as? Int }.reduce(0, +)
            #expect(totals[name] as? Int == sum, "\(name)")
        }
        #expect(layers.first?["problem"] as? String == "conv n1 ic1 ih28 iw28 oc6 k5x5 s1x1 p2,2,2,2 d1x1 g1 f32 fwd")
    }

    @Test func batchMultipliesWorkAndNotParameters() throws {
        let one = try BuiltCommand.run("estimate", "-", "--format", "csv", "--by", "kind", input: Self.lenet)
        let eight = try BuiltCommand.run(
            "estimate", "-", "--format", "csv", "--by", "kind", "--batch", "8", input: Self.lenet)
        func column(_ name: String, _ text: String) -> [Int] {
            let rows = text.split(whereSeparator: \.isNewline).map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
            guard let index = rows.first?.firstIndex(where: { $0 == name }) else { return [] }
            return rows.dropFirst().compactMap { Int($0[index]) }
        }
        #expect(!column("macs", one.output).isEmpty)
        #expect(column("macs", eight.output) == column("macs", one.output).map { $0 * 8 })
        #expect(column("params", eight.output) == column("params", one.output))
    }

    @Test func mistakesGoToStandardErrorWithPlaceAndCaret() throws {
        let outcome = try BuiltCommand.run("estimate", "-", input: "input 3x8x8\nconv 3 64 reluu\nfc 10 x3 y\n")
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.error.hasPrefix("<stdin>:2:11: error: unknown modifier 'reluu'; did you mean 'relu'?"))
        #expect(outcome.error.contains("\n    conv 3 64 reluu\n              ^~~~~\n"))
        #expect(outcome.error.contains("<stdin>:3:10: error: expected the end of the statement, found 'y'"))
    }

    @Test func mistakesAreJSONWhereTheTablesAre() throws {
        let outcome = try BuiltCommand.run("estimate", "-", "--format", "json", input: "input 3x8x8\nkonv 3 64\n")
        #expect(outcome.status == 1)
        let document = try JSONSerialization.jsonObject(with: Data(outcome.error.utf8)) as? [String: Any]
        let first = try #require((document?["diagnostics"] as? [[String: Any]])?.first)
        #expect(first["identifier"] as? String == "unknown-word")
        #expect(first["line"] as? Int == 2)
        #expect(first["column"] as? Int == 1)
    }

    /// What is typed, and the exit code that scripts may rely on.
    static let invocations: [(arguments: [String], status: Int32)] = [
        (["estimate"], 64), (["estimate", "x.arch", "--batch", "0"], 64), (["estimate", "x", "--set", "w"], 64),
        (["nonsense"], 64), (["estimate", "/no/such/file.arch"], 1), (["estimate", "/"], 1), (["--version"], 0),
        (["help", "estimate"], 0),
    ]

    @Test(arguments: invocations)
    func exitCodes(_ arguments: [String], _ status: Int32) throws {
        let outcome = try BuiltCommand.run(arguments, input: "", environment: [:])
        #expect(outcome.status == status, "\(arguments): \(outcome.error)")
        if status != 0 { #expect(!outcome.error.isEmpty && outcome.output.isEmpty, "\(arguments)") }
    }

    @Test func aNegativeNumberIsAValueAndNoOption() throws {
        let outcome = try BuiltCommand.run("estimate", "-", "--batch", "-1", input: "input 3x8x8\nconv 3 8\n")
        #expect(outcome.status == 64)
        #expect(outcome.error.hasPrefix("Error: '--batch' must be at least 1; got -1.\n"), "\(outcome.error)")
    }

    @Test func overflowNamesTheLayer() throws {
        let outcome = try BuiltCommand.run(
            "estimate", "-", input: "input 1000000x1000000x1\nconv 1 9007199254740992\n")
        #expect(outcome.status == 1)
        #expect(
            outcome.error.contains("<stdin>:2:1: error: a count of this layer does not fit 64 bits"), "\(outcome.error)"
        )
        let sum = try BuiltCommand.run(
            "estimate", "-", input: "input 1000000x1000x1000\nconv 1 1000000 x5\n")
        #expect(sum.status == 1)
        #expect(sum.error.contains("the cost of layer 'conv5' (line 2) does not fit 64 bits"), "\(sum.error)")
    }

    @Test func setTakesAnAlternative() throws {
        let text = "input 3x32x32\nlet w = 16|32\nconv 3|5 w\n"
        let outcome = try BuiltCommand.run(
            "estimate", "-", "--set", "w=32", "--set", "conv1.kernel=5", "--format", "json", input: text)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("\"macs\": \(32 * 32 * 3 * 25 * 32)"))
    }

    @Test func aFileIsWrittenOnlyWhereItCanBe() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("out.csv").path
        let good = try BuiltCommand.run("estimate", "-", "--format", "csv", "-o", path, input: Self.lenet)
        #expect(good.status == 0 && good.output.isEmpty)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("network,layer,kind,output,macs,"))
        let bad = try BuiltCommand.run("estimate", "-", "-o", "/no/such/folder/x", input: Self.lenet)
        #expect(bad.status == 1)
        #expect(bad.error == "error: cannot write '/no/such/folder/x': No such file or directory\n")
    }

    @Test func aResultNeverTakesTheInputsPlace() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("net.arch").path
        try Self.lenet.write(toFile: path, atomically: true, encoding: .utf8)
        let link = folder.url.appendingPathComponent("same.arch").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        for target in [path, link] {
            let outcome = try BuiltCommand.run("estimate", path, "-o", target)
            #expect(outcome.status == 1)
            #expect(
                outcome.error
                    == "error: \(target) was read as input and would be overwritten; choose another file for the result\n"
            )
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.lenet)
        #expect(try BuiltCommand.run("format", path, "--in-place").status == 0)
    }

    @Test func standardInputIsReadOnce() throws {
        let outcome = try BuiltCommand.run("compare", "-", "-", input: Self.lenet)
        #expect(outcome.status == 1)
        #expect(outcome.error == "error: standard input is named twice, and can be read once\n")
    }

    @Test func settingsNeedBeKnownInOneOfTheFilesOnly() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("space.arch").path
        try "input 3x32x32\nlet w = 16|32\nconv 3 w\n".write(toFile: path, atomically: true, encoding: .utf8)
        let good = try BuiltCommand.run(
            "compare", "-", path, "--set", "w=32", "--format", "csv", input: "input 3x32x32\nconv 3 64\n")
        #expect(good.status == 0, "\(good.error)")
        let bad = try BuiltCommand.run("compare", "-", path, "--set", "v=32", input: "input 3x32x32\nconv 3 64\n")
        #expect(bad.status == 1)
        #expect(bad.error == "error: <stdin>: no choice is called 'v'; the file has none\n")
        let twice = try BuiltCommand.run("estimate", path, "--set", "w=16", "--set", "w=32")
        #expect(twice.status == 64)
        #expect(twice.error.hasPrefix("Error: '--set' gives 'w' twice, 16 and 32.\n"), "\(twice.error)")
    }

    @Test func optionsThatWouldDoNothingAreRefused() throws {
        let outcome = try BuiltCommand.run("estimate", "-", "--convention", "thop", "--by", "kind", input: Self.lenet)
        #expect(outcome.status == 64)
        #expect(
            outcome.error.hasPrefix("Error: '--by' and '--convention' exclude each other: its rows are fixed.\n"),
            "\(outcome.error)")
    }

    @Test func aWrongCommandIsToldTheNearest() throws {
        let outcome = try BuiltCommand.run("estmate", "x")
        #expect(outcome.status == 64)
        #expect(
            outcome.error.hasPrefix("Error: There is no command 'estmate'; did you mean 'estimate'?\n"),
            "\(outcome.error)")
    }

    @Test func oneWrongFileHidesNothingOfTheOthers() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("warned.arch").path
        try "input 3x32x32\nconv 1 8 /2\n".write(toFile: path, atomically: true, encoding: .utf8)
        let outcome = try BuiltCommand.run("check", "-", path, input: "input 3x32x32\nkonv 3 8\n")
        #expect(outcome.status == 1)
        #expect(outcome.error.hasPrefix("<stdin>:2:1: error: no layer"), "\(outcome.error)")
        #expect(outcome.output.contains("stride-skips-input"), "\(outcome.output)")
    }

    @Test func severalTablesMakeOneCSV() throws {
        let outcome = try BuiltCommand.run(
            "estimate", "architectures/lenet5.arch", "architectures/alexnet.arch", "--convention", "calflops",
            "--format", "csv")
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\r\n")
        #expect(lines.first == "network,quantity,term,amount,layers,rule")
        #expect(lines.filter { $0.hasPrefix("network,") }.count == 1)
        for network in ["lenet5", "alexnet"] {
            for quantity in ["macs", "flops"] {
                #expect(lines.contains { $0.hasPrefix("\(network),\(quantity),calflops,") }, "\(network) \(quantity)")
            }
        }
    }
}
