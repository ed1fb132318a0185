import Foundation
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
    private static let machine = "6d29fa4642272d3f"

    @Test(.enabled(if: HeadlessBrowser.isInstalled, "no Chromium here: Debian's package is 'chromium'"))
    func aNetworksPageDrawsSwitchesAndPicks() throws {
        let html = try page(["architectures/resnet50.arch", "--machine", Self.machine])
        let found = try HeadlessBrowser.run(
            HeadlessBrowser.inspection + """
                drawn(function () {
                  var result = { charts: document.documentElement.dataset.charts, marks: marks(), faults: accessibility() };
                  var bars = function () { return Array.from(document.querySelectorAll(".bars-marks path"), function (p) { return p.getAttribute("d"); }).join(); };
                  var before = bars();
                  document.querySelector("input[value=params]").click();
                  later(function () {
                    result.switched = bars() !== before;
                    document.querySelector(".bars-marks").children[10].dispatchEvent(new MouseEvent("mouseover", { bubbles: true, clientX: 200, clientY: 200 }));
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
        let html = try page(["architectures/resnet50.arch", "--machine", Self.machine])
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
