import Foundation

/// Chromium without a window: opens a page, runs a script in it and hands back what the script found.
enum HeadlessBrowser {
    /// The browser's path; nil where none is installed.
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        for name in ["chromium", "chromium-browser", "google-chrome"] {
            for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
                return "\(folder)/\(name)"
            }
        }
        return nil
    }()

    static var isInstalled: Bool { path != nil }

    struct Failure: Error { var message: String }

    /// Opens a page with `script` at its end, which calls `report(value)` once with what JSON can hold.
    ///
    /// Errors of the page and what it writes to the console come with it, under `problems`.
    static func run(_ script: String, in html: String) throws -> [String: Any] {
        guard let path else { throw Failure(message: "there is no browser") }
        let folder = try TemporaryFolder()
        let watch = """
            <script>window.problems=[];
            addEventListener("error", function (e) { problems.push(String(e.message)); });
            addEventListener("unhandledrejection", function (e) { problems.push(String(e.reason)); });
            ["error", "warn"].forEach(function (k) { console[k] = function () { problems.push(Array.from(arguments).join(" ")); }; });
            function report(value) {
              value.problems = problems;
              var place = document.createElement("pre");
              place.id = "found";
              place.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(value))));
              document.body.replaceChildren(place);
            }</script>
            """
        let page = html.replacingOccurrences(of: "<style>", with: watch + "<style>")
            .replacingOccurrences(of: "</body>", with: "<script>\(script)</script></body>")
        let file = try folder.write(page, to: "page.html")
        let output = folder.url.appendingPathComponent("dom.html")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.url.path)/profile",
            "--virtual-time-budget=20000", "--window-size=1000,1000", "--dump-dom", "file://\(file)",
        ]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOf: output, encoding: .utf8)
        guard let start = text.range(of: "<pre id=\"found\">"),
            let end = text.range(of: "</pre>", range: start.upperBound..<text.endIndex),
            let data = Data(base64Encoded: String(text[start.upperBound..<end.lowerBound])),
            let found = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw Failure(message: "the page reported nothing: \(text.suffix(500))") }
        return found
    }

    /// What every page must have: drawn charts with their marks counted, and the basics of accessibility.
    static let inspection = """
        function marks() {
          var counts = {};
          document.querySelectorAll("[data-chart]").forEach(function (box) {
            box.querySelectorAll("svg g").forEach(function (group) {
              group.classList.forEach(function (name) {
                if (!name.endsWith("-marks")) return;
                var key = box.dataset.chart + "/" + name.slice(0, -6);
                counts[key] = (counts[key] || 0) + group.children.length;
              });
            });
          });
          return counts;
        }
        function accessibility() {
          var faults = [];
          var seen = new Set();
          document.querySelectorAll("[id]").forEach(function (e) {
            if (e.closest("svg")) return;
            if (seen.has(e.id)) faults.push("the identifier " + e.id + " twice");
            seen.add(e.id);
          });
          document.querySelectorAll("input,select").forEach(function (e) {
            if (!e.labels || !e.labels.length || !e.labels[0].textContent.trim()) faults.push("a control without a label");
          });
          document.querySelectorAll("button,a").forEach(function (e) {
            if (!e.textContent.trim()) faults.push("a button or link without words");
          });
          document.querySelectorAll("[data-chart]").forEach(function (e) {
            if (!e.getAttribute("aria-label")) faults.push("a chart without a label");
            var section = e.closest("section");
            if (!section.querySelector("table")) faults.push("no table behind " + e.dataset.chart);
          });
          document.querySelectorAll("th").forEach(function (e) { if (!e.scope) faults.push("a head without a scope"); });
          if (!document.title) faults.push("no title");
          if (document.documentElement.lang !== "en") faults.push("no language");
          if (document.querySelectorAll("h1").length !== 1) faults.push("not one first heading");
          return faults;
        }
        function when(condition, then, left) {
          if (condition() || left === 0) then();
          else setTimeout(function () { when(condition, then, (left || 200) - 1); }, 25);
        }
        function drawn(then) { when(function () { return document.documentElement.dataset.charts; }, then); }
        function later(then) { setTimeout(then, 300); }
        """
}
