import Foundation
import KernelBenchmark
import NetworkIR
import Persistence
import Testing

/// `archcost report`: the pages as files, and as a browser shows them.
@Suite(.serialized) struct ReportCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func page(_ arguments: [String]) throws -> String {
        let path = folder.url.appendingPathComponent("page.html").path
        let outcome = try BuiltCommand.run(["report"] + arguments + ["-o", path], input: "", environment: [:])
        try #require(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.isEmpty)
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    /// The machine that `results.db` was measured on.
    private func shippedMachine() throws -> String {
        let outcome = try BuiltCommand.run(
            "sql", "SELECT fingerprint FROM machine LIMIT 1", "--db", "results.db", "--format", "csv")
        return try #require(outcome.output.split(whereSeparator: \.isNewline).last.map(String.init))
    }

    @Test(.enabled(if: HeadlessBrowser.isInstalled, "no Chromium here: Debian's package is 'chromium'"))
    func aNetworksPageDrawsSwitchesAndPicks() throws {
        let html = try page(["architectures/resnet50.arch", "--machine", try shippedMachine()])
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  var result = { charts: document.documentElement.dataset.charts, marks: marks(), faults: accessibility() };
                  var bars = function () { return Array.from(document.querySelectorAll(".bars-marks path"), function (p) { return p.getAttribute("d"); }).join(); };
                  var before = bars();
                  document.querySelector("input[value=params]").click();
                  later(function () {
                    result.switched = bars() !== before;
                    document.querySelector(".hits-marks").children[10].dispatchEvent(new MouseEvent("mouseover", { bubbles: true, clientX: 200, clientY: 200 }));
                    later(function () {
                      result.hovered = document.getElementById("layers-readout").textContent;
                      result.alsoInGraph = document.getElementById("graph-readout").textContent;
                      result.line = Number((document.querySelector(".line.picked") || { dataset: {} }).dataset.line);
                      document.querySelector("[data-chart=layers]").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
                      result.next = document.getElementById("layers-readout").textContent;
                      var light = getComputedStyle(document.body).backgroundColor;
                      document.getElementById("face").click();
                      result.faces = [light, getComputedStyle(document.body).backgroundColor];
                      document.body.style.width = "360px";
                      later(function () {
                        var main = document.querySelector("main");
                        result.narrow = main.scrollWidth <= 360;
                        report(result);
                      });
                    });
                  });
                });
                """, in: html)
        #expect(found["problems"] as? [String] == [])
        #expect(found["charts"] as? String == "drawn")
        #expect(found["faults"] as? [String] == [])
        let marks = try #require(found["marks"] as? [String: Int])
        // ResNet-50 has 174 layers in this text, four stages and what is outside of them.
        #expect(marks["layers/bars"] == 174)
        #expect(marks["stages/sums"] == 5)
        #expect(marks["roofline/roof"] == 1)
        #expect(try #require(marks["roofline/points"]) >= 53)
        #expect(marks["memory/maps"] == 174)
        #expect(marks["graph/nodes"] == 174)
        #expect(found["switched"] as? Bool == true)
        let hovered = try #require(found["hovered"] as? String)
        #expect(hovered.hasPrefix("conv2.1.conv3: conv, output 256x56x56, 51.4 MMACs, 16.4 k params, "), "\(hovered)")
        #expect(found["alsoInGraph"] as? String == hovered)
        #expect(found["line"] as? Int == 4)
        #expect((found["next"] as? String)?.hasPrefix("conv2.1.bn3: bn") == true, "\(found["next"] ?? "")")
        #expect(found["faces"] as? [String] == ["rgb(255, 255, 255)", "rgb(17, 22, 28)"])
        #expect(found["narrow"] as? Bool == true)
    }

    @Test(.enabled(if: HTMLValidator.isInstalled, "no tidy here: Debian's package is 'tidy'"))
    func aNetworksPageIsValid() throws {
        let html = try page(["architectures/resnet50.arch", "--machine", try shippedMachine()])
        #expect(try HTMLValidator.complaints(of: html) == "")
        #expect(html.utf8.count < 3_000_000)
    }

    /// A name that is markup is text in the page, whatever stands around it.
    @Test(.enabled(if: HeadlessBrowser.isInstalled, "no Chromium here: Debian's package is 'chromium'"))
    func aNetworkNamedScriptIsShownNotRun() throws {
        let text = "input 3x8x8\nstage a { conv 3 8 }\n# </script><script>window.ran = 1</script>\ngap\n"
        let path = try folder.write(text, to: "<script>window.ran=1<.arch")
        let html = try page([path])
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  report({ heading: document.querySelector("h1").textContent, ran: window.ran || 0,
                    line: document.querySelector('[data-line="3"] code').textContent.trim() });
                });
                """, in: html)
        #expect(found["heading"] as? String == "<script>window.ran=1<")
        #expect(found["line"] as? String == "# </script><script>window.ran = 1</script>")
        #expect(found["ran"] as? Int == 0)
        #expect(found["problems"] as? [String] == [])
    }

    /// The page over the shipped results: its kernels, its networks' algorithms, and sums of kernels beside wholes.
    @Test(.enabled(if: HeadlessBrowser.isInstalled, "no Chromium here: Debian's package is 'chromium'"))
    func theShippedResultsAreDrawn() throws {
        let html = try page(["--db", "results.db"])
        #expect(html.utf8.count < 3_000_000)
        if HTMLValidator.isInstalled { #expect(try HTMLValidator.complaints(of: html) == "") }
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  var result = { charts: document.documentElement.dataset.charts, marks: marks(), faults: accessibility() };
                  var select = document.querySelector("select[name=network]");
                  result.networks = select.options.length;
                  select.selectedIndex = 1;
                  select.dispatchEvent(new Event("change", { bubbles: true }));
                  later(function () {
                    result.other = marks()["algorithms/times"];
                    var box = document.querySelector("[data-chart=algorithms]");
                    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Home" }));
                    result.walked = document.getElementById("algorithms-readout").textContent;
                    result.second = select.options[1].textContent;
                    report(result);
                  });
                });
                """, in: html)
        #expect(found["problems"] as? [String] == [])
        #expect(found["charts"] as? String == "drawn")
        #expect(found["faults"] as? [String] == [])
        let marks = try #require(found["marks"] as? [String: Int])
        #expect(try #require(marks["roofline/points"]) > 200)
        #expect(found["networks"] as? Int == 15)
        #expect(try #require(marks["algorithms/times"]) > 10)
        #expect(try #require(found["other"] as? Int) > 10)
        let second = try #require(found["second"] as? String)
        #expect((found["walked"] as? String)?.hasPrefix(second + " ") == true, "\(found["walked"] ?? "")")
        // Whole networks, each setting once, beside the sums of their kernels, and kernels that were predicted before they were timed.
        let query = """
            SELECT (SELECT count(*) FROM (SELECT DISTINCT network_id, backend, algorithm, threads, cache_state
                FROM network_measurement WHERE sum_of_layers_ns IS NOT NULL))
                + (SELECT count(*) FROM prediction_error) AS points
            """
        let counted = try BuiltCommand.run(["sql", query, "--format", "csv"], input: "", environment: [:])
        let points = try #require(Int(counted.output.filter(\.isNumber)))
        #expect(points > 100)
        #expect(marks["predictions/predictions"] == points)
        // 16, 32, … 512 filters.
        #expect(marks["stairs/values"] == 32)
        #expect(html.contains("No kernel was timed in more than one run"))
    }

    /// A walk through filters, timed in two runs: steps end at 16 and 32, and the second run took a tenth longer.
    private func sweptTwice() throws -> String {
        let db = folder.url.appendingPathComponent("swept.db").path
        for (run, factor) in [10, 11].enumerated() {
            let at = Date(timeIntervalSince1970: 1_700_000_000 + Double(run) * 86_400)
            let times = try [(8, 1000), (16, 1010), (24, 2000), (32, 2010), (40, 3000)].map { filters, median in
                let key = "conv n1 ic16 ih14 iw14 oc\(filters) k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"
                return TimesByHand.measurement(of: try #require(Problem(key: key)), median: median * factor, at: at)
            }
            try TimesByHand.keep(times, in: db, on: TimesByHand.host(), at: at)
        }
        return db
    }

    @Test(.enabled(if: HeadlessBrowser.isInstalled, "no Chromium here: Debian's package is 'chromium'"))
    func staircasesAndDriftAreDrawn() throws {
        let html = try page(["--db", try sweptTwice()])
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  report({ marks: marks(), faults: accessibility() });
                });
                """, in: html)
        #expect(found["problems"] as? [String] == [])
        #expect(found["faults"] as? [String] == [])
        let marks = try #require(found["marks"] as? [String: Int])
        #expect(marks["stairs/values"] == 5)
        #expect(marks["stairs/free"] == 2)
        #expect(marks["drift/medians"] == 1)
        #expect(html.contains("5 kernels timed again, median 1.1×"))
    }

    /// A search, its front, and the text of a candidate that is clicked.
    @Test(.enabled(if: HeadlessBrowser.isInstalled, "no Chromium here: Debian's package is 'chromium'"))
    func aSearchsPageShowsItsCandidates() throws {
        let db = folder.url.appendingPathComponent("search.db").path
        let search = try BuiltCommand.run(
            "search", "architectures/general-cnn.arch", "--budget", "1.0x", "--top", "30", "--db", db)
        try #require(search.status == 0, "\(search.error)")
        let html = try page(["--search", "1", "--db", db])
        if HTMLValidator.isInstalled { #expect(try HTMLValidator.complaints(of: html) == "") }
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  var result = { charts: document.documentElement.dataset.charts, marks: marks(), faults: accessibility() };
                  var point = document.querySelector(".candidates-marks").children[0];
                  point.dispatchEvent(new MouseEvent("mouseover", { bubbles: true, clientX: 200, clientY: 200 }));
                  point.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: 200, clientY: 200 }));
                  later(function () {
                    result.hovered = document.getElementById("front-readout").textContent;
                    result.text = document.getElementById("chosen-text").textContent;
                    result.strong = marks()["choices/picked"];
                    report(result);
                  });
                });
                """, in: html)
        #expect(found["problems"] as? [String] == [])
        #expect(found["charts"] as? String == "drawn")
        #expect(found["faults"] as? [String] == [])
        let marks = try #require(found["marks"] as? [String: Int])
        #expect(marks["front/candidates"] == 30)
        #expect(marks["front/front"] == 1)
        #expect(marks["choices/coordinates"] == 30)
        // The first candidate, as the search's own output has it.
        let hovered = try #require(found["hovered"] as? String)
        #expect(hovered.hasPrefix("1: conv2.repeat 1→2, "), "\(hovered)")
        #expect(search.output.contains("conv2.repeat 1→2"))
        #expect((found["text"] as? String)?.contains("input 3x224x224") == true, "\(found["text"] ?? "")")
        #expect((found["text"] as? String)?.contains("|") == false)
    }

    @Test func aSearchThatIsNotThereIsRefused() throws {
        let outcome = try BuiltCommand.run("report", "--search", "7", "--db", "results.db")
        #expect(outcome.status == 1)
        #expect(
            outcome.error == """
                error: there is no search 7 in 'results.db', which holds none; 'archcost search' keeps its searches unless \
                '--no-save' is given

                """)
    }

    @Test(arguments: [
        (
            ["report"],
            "Name a network, a search with '--search', or with '--db' the database whose measurements are meant."
        ),
        (["report", "a.arch", "--search", "1"], "Name a network or a search, not both."),
        (
            ["report", "--search", "1", "--set", "w=3"],
            "'--set', '--batch', '--precision', '--input' and '--opaque' go with a network."
        ),
        (
            ["report", "--db", "results.db", "--batch", "4"],
            "'--set', '--batch', '--precision', '--input' and '--opaque' go with a network."
        ),
        (["report", "--db", "results.db", "--backend", "swift"], "'--backend' and '--algorithm' go with a network."),
        (
            ["report", "--search", "1", "--threads", "2"],
            "'--machine' and '--threads' go with a network or with '--db' alone."
        ),
    ])
    func whatIsMeantMustBeSaid(arguments: [String], message: String) throws {
        let outcome = try BuiltCommand.run(arguments, input: "", environment: [:])
        #expect(outcome.status == 64)
        #expect(outcome.error.contains("Error: \(message)\n"), "\(outcome.error)")
    }

    @Test func threadsThatNothingWasTimedOnAreRefused() throws {
        let machine = try shippedMachine()
        let outcome = try BuiltCommand.run("report", "--db", "results.db", "--threads", "7")
        #expect(outcome.status == 1)
        #expect(
            outcome.error
                == "error: nothing was timed on 7 threads of '\(machine)' in 'results.db'; '--threads' can be 1\n")
        let network = try BuiltCommand.run(
            "report", "architectures/lenet5.arch", "--machine", machine, "--threads", "7")
        #expect(network.status == 0)
        #expect(network.output.contains(" tells how long these layers take on AMD EPYC, 7 threads.</p>"))
        #expect(!network.output.contains("Times are of"))
    }

    @Test func barsInTheTerminal() throws {
        let path = try folder.write("input 1x8x8\nconv 1 2 nobias\nconv 1 4 nobias\n", to: "a.arch")
        let outcome = try BuiltCommand.run("estimate", path, "--plot", environment: ["COLUMNS": "30"])
        // 128 and 512 multiply-accumulates; five cells of labels, three of numbers and two gaps leave twenty.
        #expect(
            outcome.output.split(separator: "\n").dropFirst(2).prefix(2) == [
                "conv1 █████                128", "conv2 ████████████████████ 512",
            ], "\(outcome.output)")
        let refused = try BuiltCommand.run("estimate", path, "--plot", "--train")
        #expect(refused.status == 64)
    }

    @Test func aNetworkNeedsNoDatabase() throws {
        let path = try folder.write("input 3x8x8\nconv 3 8\n", to: "a.arch")
        let outcome = try BuiltCommand.run(
            "report", path, environment: ["ARCHCOST_DB": folder.url.appendingPathComponent("none.db").path])
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.hasPrefix("<!DOCTYPE html>\n"))
        #expect(outcome.output.contains("No times: there is no result database here."))
    }

    @Test func aNamedDatabaseThatIsMissingIsRefused() throws {
        let path = try folder.write("input 3x8x8\nconv 3 8\n", to: "a.arch")
        let outcome = try BuiltCommand.run("report", path, "--db", "none.db")
        #expect(outcome.status == 1)
        #expect(
            outcome.error
                == "error: there is no database 'none.db'; 'archcost bench' makes one, and '--db' names another\n")
    }
}

/// Debian's `tidy`.
enum HTMLValidator {
    static let path = "/usr/bin/tidy"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Errors and warnings; empty for a valid page.
    static func complaints(of html: String) throws -> String {
        let folder = try TemporaryFolder()
        let file = try folder.write(html, to: "page.html")
        let report = folder.url.appendingPathComponent("report")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-q", "-e", "-f", report.path, file]
        try process.run()
        process.waitUntilExit()
        return (try? String(contentsOf: report, encoding: .utf8)) ?? ""
    }
}
