import Foundation
import KernelBenchmark
import Persistence
import Testing

/// The pages of `archcost report` as people see, walk, hear and print them.
@Suite(.serialized, .enabled(if: HeadlessBrowser.isInstalled, "no Chromium here: Debian's package is 'chromium'"))
struct ReportBrowserTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func page(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
        let outcome = try BuiltCommand.run(["report"] + arguments, input: "", environment: environment)
        try #require(outcome.status == 0, "\(outcome.error)")
        return outcome.output
    }

    /// A network's page without a database.
    private func bare(_ file: String) throws -> String {
        try page([file], environment: ["ARCHCOST_DB": folder.url.appendingPathComponent("none.db").path])
    }

    /// The page of ResNet-50 with the times of the shipped results, made once.
    private static let resnet = Result {
        let asked = try BuiltCommand.run(
            "sql", "SELECT fingerprint FROM machine LIMIT 1", "--db", "results.db", "--format", "csv")
        let machine = try #require(asked.output.split(whereSeparator: \.isNewline).last.map(String.init))
        return try BuiltCommand.run("report", "architectures/resnet50.arch", "--machine", machine).output
    }

    /// The page of the shipped results, made once.
    private static let machine = Result { try BuiltCommand.run("report", "--db", "results.db").output }

    private func search(_ arguments: [String]) throws -> String {
        let db = folder.url.appendingPathComponent("search.db").path
        let outcome = try BuiltCommand.run(["search"] + arguments + ["--db", db], input: "", environment: [:])
        #expect(outcome.status == 0 || outcome.status == 1, "\(outcome.error)")
        return try page(["--search", "1", "--db", db])
    }

    /// Every text against its picture, at every position of every switch, at 1000 and at 360 pixels.
    private static let cuts =
        HeadlessBrowser.inspection + """
            drawn(function () {
              var found = cut("at first");
              everySwitch(function (what) { found = found.concat(cut(what)); }, function () {
                document.body.style.width = "360px";
                later(function () {
                  found = found.concat(cut("narrow"));
                  everySwitch(function (what) { found = found.concat(cut("narrow, " + what)); }, function () { report({ cut: found }); });
                });
              });
            });
            """

    private func expectNothingCut(_ html: String) throws {
        let found = try HeadlessBrowser.run(Self.cuts, in: html)
        #expect(found["problems"] as? [String] == [])
        #expect(found["cut"] as? [String] == [])
    }

    @Test func noWordOfANetworksPageIsCut() throws { try expectNothingCut(try Self.resnet.get()) }

    @Test(arguments: ["fcn_resnet50", "lenet5", "inception_v3"])
    func norOfOneWithoutTimes(name: String) throws { try expectNothingCut(try bare("architectures/\(name).arch")) }

    /// A network of a few hundred bytes, and one whose sixty branches need as many lanes.
    @Test(arguments: [
        "input 1x4x4\nconv 3 2\nrelu\n",
        "input 4x8x8\nbranches concat { \(String(repeating: "{ conv 1 4; conv 3 4 } ", count: 60))}\ngap\n",
    ])
    func norOfAnUnusualOne(text: String) throws {
        try expectNothingCut(try bare(try folder.write(text, to: "net.arch")))
    }

    @Test func norOfTheMachinesPage() throws { try expectNothingCut(try Self.machine.get()) }

    @Test func norOfASearchs() throws {
        try expectNothingCut(try search(["architectures/general-cnn.arch", "--budget", "1.0x", "--top", "50"]))
    }

    @Test func aSearchWithoutCandidatesSaysSo() throws {
        let db = folder.url.appendingPathComponent("none.db").path
        let store = try ResultStore(db, .readWrite)
        let run = try store.begin(
            RunDescription(commandLine: "by hand", version: "1.0.0", startedAt: Date(timeIntervalSince1970: 1e9)),
            on: nil)
        try store.save(
            SearchResult(
                file: "a.arch", text: "input 1x4x4\nconv 3|5 2\n", budgets: ["1MACs"], maximize: "entropy",
                space: "2000",
                feasible: "0", isExact: true, elapsed: 0.1, candidates: []), of: run)
        store.close()
        let html = try page(["--search", "1", "--db", db])
        #expect(html.contains("No network of the space is within 1MACs, which is proved; "))
        #expect(html.contains("<b>2,000</b>"))
        if HTMLValidator.isInstalled { #expect(try HTMLValidator.complaints(of: html) == "") }
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection
                + "drawn(function () { report({ charts: document.documentElement.dataset.charts, switches: document.querySelectorAll('.switch').length }); });",
            in: html)
        #expect(found["problems"] as? [String] == [])
        #expect(found["charts"] as? String == "drawn")
        #expect(found["switches"] as? Int == 0)
    }

    @Test func aFrontIsHeadedByItsAxes() throws {
        let html = try search(["architectures/general-cnn.arch", "--budget", "1.0x", "--pareto", "macs,params,score"])
        #expect(html.contains("<p>Under 1.0x, the front of macs, params and the score (sqrt-activations); "))
    }

    /// A key moves one place in all charts, is said once, and brings what it picks into sight; other keys are the browser's.
    @Test func aChartIsWalkedByKeys() throws {
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  var result = {}, text = function (id) { return document.getElementById(id + "-readout").textContent; };
                  result.live = document.querySelectorAll("[aria-live]").length;
                  var changes = 0;
                  new MutationObserver(function (list) { changes += list.length; })
                    .observe(document.querySelector("[aria-live]"), { childList: true, characterData: true, subtree: true });
                  result.own = press("graph", "End");
                  result.alt = press("graph", "ArrowLeft", { altKey: true });
                  later(function () {
                    result.changes = changes;
                    result.said = document.querySelector("[aria-live]").textContent;
                    result.last = text("graph");
                    var box = document.querySelector("[data-chart=graph]"), frame = box.getBoundingClientRect();
                    var picked = Array.from(box.querySelectorAll(".rows-marks > *")).pop().getBoundingClientRect();
                    result.seen = picked.top >= frame.top && picked.bottom <= frame.bottom;
                    press("layers", "Home");
                    press("layers", "ArrowRight");
                    later(function () {
                      result.second = text("layers");
                      result.elsewhere = text("roofline");
                      var bar = document.querySelector(".hits-marks").children[1];
                      result.marked = Number(bar.getAttribute("fill-opacity"));
                      result.height = bar.getBoundingClientRect().height;
                      report(result);
                    });
                  });
                });
                """, in: try Self.resnet.get())
        #expect(found["problems"] as? [String] == [])
        #expect(found["live"] as? Int == 1)
        #expect(found["changes"] as? Int == 1)
        #expect(found["own"] as? Bool == true)
        #expect(found["alt"] as? Bool == false)
        let last = try #require(found["last"] as? String)
        #expect(last.hasPrefix("fc1: fc, output 1000x1x1"), "\(last)")
        #expect(found["said"] as? String == last)
        #expect(found["seen"] as? Bool == true)
        // A batch norm has no multiply-accumulates and no time of its own, yet a column to point at.
        #expect((found["second"] as? String)?.hasPrefix("bn1: bn, ") == true, "\(found["second"] ?? "")")
        #expect((found["elsewhere"] as? String)?.hasPrefix("Not in this chart: bn1: bn, ") == true)
        #expect(try #require(found["marked"] as? Double) > 0.2)
        #expect(try #require(found["height"] as? Double) > 200)
    }

    /// What was read of one network is not said beside another's chart.
    @Test func aSwitchForgetsWhatIsNoLongerShown() throws {
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  press("algorithms", "End");
                  var select = document.querySelector("select[name=network]"), result = {};
                  result.before = document.getElementById("algorithms-readout").textContent;
                  result.network = select.options[0].textContent;
                  select.selectedIndex = 1;
                  select.dispatchEvent(new Event("change", { bubbles: true }));
                  later(function () {
                    result.after = document.getElementById("algorithms-readout").textContent;
                    result.printed = document.querySelector("[data-choice=network]").textContent;
                    result.second = select.options[1].textContent;
                    result.looks = document.querySelectorAll("#algorithms .legend li").length;
                    result.different = new Set(Array.from(document.querySelectorAll("#algorithms .legend path"), function (p) {
                      return p.getAttribute("d") + p.getAttribute("fill"); })).size;
                    report(result);
                  });
                });
                """, in: try Self.machine.get())
        let network = try #require(found["network"] as? String)
        #expect((found["before"] as? String)?.hasPrefix(network + " ") == true)
        #expect(found["after"] as? String == "Point at a mark, or use the arrow keys on the chart.")
        #expect(found["printed"] as? String == "Network: \(found["second"] ?? "")")
        #expect(try #require(found["looks"] as? Int) == 9)
        #expect(found["different"] as? Int == 9)
    }

    /// Colours as they are mixed with the page, not as the palette has them: 4.5:1 for points, 3:1 for lines.
    @Test func marksStandOutInBothFaces() throws {
        let script =
            HeadlessBrowser.inspection + """
                drawn(function () {
                  var names = ["points", "times", "predictions", "values", "candidates", "bars", "sums", "nodes"];
                  var lines = ["coordinates", "stairs", "roof", "front"];
                  var result = { light: contrasts(names), lightLines: contrasts(lines) };
                  document.getElementById("face").click();
                  later(function () { result.dark = contrasts(names); result.darkLines = contrasts(lines); report(result); });
                });
                """
        let pages = [
            try Self.machine.get(), try Self.resnet.get(),
            try search(["architectures/general-cnn.arch", "--budget", "1.0x", "--top", "50"]),
        ]
        var seen: Set<String> = []
        for html in pages {
            let found = try HeadlessBrowser.run(script, in: html)
            for (face, least) in [("light", 4.5), ("dark", 4.5), ("lightLines", 3.0), ("darkLines", 3.0)] {
                for (name, ratio) in try #require(found[face] as? [String: Double]) {
                    seen.insert(name)
                    #expect(ratio >= least, "\(face) \(name)")
                }
            }
        }
        #expect(seen.count == 12)
    }

    /// On paper the graph is pictures of fifty-six rows, each row in one of them, and its own picture comes back.
    @Test func aGraphIsPrintedInParts() throws {
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  var result = {};
                  dispatchEvent(new Event("beforeprint"));
                  result.rows = Array.from(document.querySelectorAll("svg.part"), function (part) {
                    return part.querySelectorAll(".layer-names-marks text").length; });
                  result.height = Math.max.apply(null, Array.from(document.querySelectorAll("svg.part"), function (part) {
                    return Number(part.getAttribute("height")); }));
                  dispatchEvent(new Event("afterprint"));
                  result.left = document.querySelectorAll("svg.part, .paged").length;
                  report(result);
                });
                """, in: try Self.resnet.get())
        #expect(found["problems"] as? [String] == [])
        #expect(found["rows"] as? [Int] == [56, 56, 56, 6])
        // A page of A4 between its margins is about a thousand pixels high.
        #expect(try #require(found["height"] as? Int) < 1000)
        #expect(found["left"] as? Int == 0)
    }

    /// A name that turns the direction of writing turns none of ours.
    @Test func aNameTurnsNoWords() throws {
        let path = try folder.write("input 1x4x4\nconv 3 2\n", to: "a\u{202E}b.arch")
        let html = try bare(path)
        #expect(html.contains("<h1>a[U+202E]b</h1>"))
        #expect(!html.unicodeScalars.contains("\u{202E}"))
    }
}
