import Foundation
import Testing

/// What `archcost search` keeps: candidates as texts, searches in the database.
@Suite struct SearchKeepingTests {
    let search: SearchCommand

    init() throws { search = try SearchCommand() }

    @Test func whereNothingCanBeKeptItSaysHowToSearch() throws {
        let outcome = try BuiltCommand.run(
            ["search", "-", "--budget", "1.0x", "--db", "/no/such/folder/results.db"],
            input: "input 3x32x32\nconv 3 8|16\n", environment: [:])
        #expect(outcome.status == 1)
        #expect(
            outcome.error
                == "error: the database '/no/such/folder/results.db' cannot be made: its folder does not exist; "
                + "'--no-save' searches without keeping the result\n")
    }

    @Test func candidatesAreWrittenAsCanonicalTextThatCostsWhatWasSaid() throws {
        let text = """
            # A space with all that a text must say.
            input 3x32x32
            let w = 8|16
            block b(n, k = 3|5) { residual { conv k n relu; conv 3 n } }
            stage one { conv 3 w relu; b(w); b(2*w) }
            either { maxpool 2 } or { conv 3|5 8 /2 relu x1|2 as low } or { avgpool 2 }
            gap; fc 10

            """
        let path = try search.folder.write(text, to: "space.arch")
        let found = search.folder.url.appendingPathComponent("found").path
        let arguments = ["--top", "200", "--maximize", "macs", "--emit", found, "--format", "json"]
        let document = try search([path] + arguments).document()
        let candidates = try candidates(document)
        // 2 widths, a kernel for each call of the block, and 1, 4 or 1 ways on.
        #expect(candidates.count == 2 * 2 * 2 * 6)
        #expect(document["space"] as? String == "48")
        let files = try FileManager.default.contentsOfDirectory(atPath: found).sorted()
        #expect(files.count == candidates.count && files.first == "space-01.arch")
        let paths = files.map { found + "/" + $0 }
        let check = try BuiltCommand.run(["format", "--check"] + paths, input: "", environment: [:])
        #expect(check.status == 0, "\(check.error)")
        let estimate = try BuiltCommand.run(["estimate", "--format", "json"] + paths, input: "", environment: [:])
            .document()
        let networks = try #require(estimate["networks"] as? [[String: Any]])
        for (network, candidate) in zip(networks, candidates) {
            #expect(network["totals"] as? NSDictionary == candidate["totals"] as? NSDictionary)
        }
        let first = try String(contentsOfFile: paths[0], encoding: .utf8)
        #expect(first.hasPrefix("# Found by archcost search in \(path), rank 1: "), "\(first)")
        #expect(try BuiltCommand.run("describe", paths[0]).output.contains("The space has 1 point."))
        // Found again, a search replaces its own files, and nobody else's.
        let again = try search([path] + arguments)
        #expect(again.status == 0, "\(again.error)")
        try "mine\n".write(toFile: paths[1], atomically: true, encoding: .utf8)
        let refused = try search([path] + arguments)
        #expect(refused.status == 1)
        // As JSON, as the format asks.
        #expect(
            refused.error.contains("space-02.arch exists and no search wrote it; choose another folder for '--emit'\""),
            "\(refused.error)")
        #expect(try String(contentsOfFile: paths[1], encoding: .utf8) == "mine\n")
    }

    @Test func theSearchIsKeptAndItsFrontIsOneQueryAway() throws {
        #expect(try search("-", "--maximize", "activations", "--budget", "2.0x").status == 0)
        #expect(try search("-", "--no-save", "--top", "1").status == 0)
        let rows = try BuiltCommand.run(
            "sql", "SELECT rank, score, time_complexity_macs, diff FROM candidate", "--db", search.database, "--format",
            "csv")
        #expect(
            SearchCommand.lines(rows.output) == [
                "rank,score,time_complexity_macs,diff", "1,522.0,1536,\"conv1.kernel 3→1, conv1.filters 4→8\"",
                "2,522.0,13824,conv1.filters 4→8", "3,266.0,768,conv1.kernel 3→1", "4,266.0,6912,",
            ], "\(rows)")
        let front = try BuiltCommand.run(
            "sql", "SELECT score FROM pareto ORDER BY macs", "--db", search.database, "--format", "csv")
        #expect(SearchCommand.lines(front.output) == ["score", "266.0", "522.0"])
        let runs = try BuiltCommand.run(
            "sql", "SELECT file, budgets, maximize, space, exact FROM search_run", "--db", search.database, "--format",
            "csv")
        #expect(
            SearchCommand.lines(runs.output) == [
                "file,budgets,maximize,space,exact", "-,\"[\"\"2.0x\"\"]\",activations,4,1",
            ], "\(runs)")
    }
}
