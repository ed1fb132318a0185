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
        // Texts that reach beyond the picture that they stand in, by pixels, and a page wider than its body.
        function cut(what) {
          var found = [];
          document.querySelectorAll("[data-chart] svg").forEach(function (svg) {
            var frame = svg.getBoundingClientRect();
            svg.querySelectorAll("text").forEach(function (text) {
              var place = text.getBoundingClientRect();
              if (!place.width || text.getAttribute("opacity") === "0") return;
              var most = Math.max(frame.left - place.left, place.right - frame.right, frame.top - place.top, place.bottom - frame.bottom);
              if (most > 0.5) found.push([what, svg.closest("[data-chart]").dataset.chart, text.textContent, most.toFixed(1)].join(" "));
            });
          });
          var main = document.querySelector("main");
          if (main.scrollWidth > Math.ceil(main.clientWidth)) found.push(what + ": the page is " + main.scrollWidth + " pixels wide");
          return found;
        }
        // Every position of every switch, one after the other.
        function everySwitch(visit, then) {
          var steps = [];
          document.querySelectorAll(".switch input").forEach(function (input) {
            steps.push([input.name + " " + input.value, function () { input.click(); }]);
          });
          document.querySelectorAll(".switch select").forEach(function (select) {
            Array.from(select.options).forEach(function (option, index) {
              steps.push([select.name + " " + option.value, function () {
                select.selectedIndex = index;
                select.dispatchEvent(new Event("change", { bubbles: true }));
              }]);
            });
          });
          (function next() {
            var step = steps.shift();
            if (!step) return then();
            step[1]();
            later(function () { visit(step[0]); next(); });
          })();
        }
        function press(chart, key, options) {
          var event = new KeyboardEvent("keydown", Object.assign({ key: key, bubbles: true, cancelable: true }, options));
          document.querySelector("[data-chart=" + chart + "]").dispatchEvent(event);
          return event.defaultPrevented;
        }
        // The contrast of each mark with the page, as mixed with it (WCAG 2.1), least first: by stroke where there is one.
        function contrasts(names) {
          function channels(colour) { return (colour.match(/[0-9.]+/g) || []).map(Number); }
          function luminance(rgb) {
            return rgb.slice(0, 3).map(function (value) {
              value /= 255;
              return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
            }).reduce(function (sum, value, index) { return sum + value * [0.2126, 0.7152, 0.0722][index]; }, 0);
          }
          var page = channels(getComputedStyle(document.body).backgroundColor);
          var least = {};
          names.forEach(function (name) {
            document.querySelectorAll("." + name + "-marks path").forEach(function (mark) {
              var style = getComputedStyle(mark);
              var isStroked = style.stroke !== "none" && parseFloat(style.strokeWidth) > 0;
              var colour = channels(isStroked ? style.stroke : style.fill);
              var alpha = Number(isStroked ? style.strokeOpacity : style.fillOpacity) * Number(style.opacity);
              var mixed = colour.map(function (value, index) { return value * alpha + page[index] * (1 - alpha); });
              var pair = [luminance(mixed), luminance(page)].sort(function (a, b) { return a - b; });
              var ratio = (pair[1] + 0.05) / (pair[0] + 0.05);
              if (least[name] === undefined || ratio < least[name]) least[name] = ratio;
            });
          });
          return least;
        }
        function when(condition, then, left) {
          if (condition() || left === 0) then();
          else setTimeout(function () { when(condition, then, (left || 200) - 1); }, 25);
        }
        function drawn(then) { when(function () { return document.documentElement.dataset.charts; }, then); }
        function later(then) { setTimeout(then, 300); }
        """
}
