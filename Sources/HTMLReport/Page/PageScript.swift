/// What the pages do once opened: draw, switch, pick together, show texts.
enum PageScript {
    static let text =
        #"""

        (function () {
          "use strict";
          var root = document.documentElement;
          var page = JSON.parse(document.getElementById("page-data").textContent);
          var charts = {};
          var tips = {};

          // Colours come from the page's variables, so that faces and paper change them without drawing again.
          var config = {
            background: null,
            axis: { labelColor: "var(--ink)", titleColor: "var(--muted)", domainColor: "var(--muted)", tickColor: "var(--muted)",
              gridColor: "var(--line)", titleFontWeight: "normal", labelFontSize: 11, titleFontSize: 12 },
            legend: { labelColor: "var(--ink)", titleColor: "var(--muted)", labelFontSize: 12 },
            text: { fill: "var(--ink)" },
            style: { "guide-label": { fill: "var(--ink)" }, "guide-title": { fill: "var(--muted)" } }
          };

          function rows(name) {
            var set = page.data[name];
            return set.rows.map(function (row) {
              var item = {};
              set.columns.forEach(function (column, index) { item[column] = row[index]; });
              return item;
            });
          }

          function draw(box) {
            var id = box.dataset.chart;
            var chart = page.charts[id];
            var specification = chart.specification;
            specification.data.forEach(function (data) {
              if (!data.source && page.data[data.name]) data.values = rows(data.name);
            });
            if (chart.pickedFrom) {
              chart.picks = rows(chart.pickedFrom);
              tips[id] = new Map(chart.picks.map(function (item) { return [item.key, item.tip]; }));
            }
            var view = new vega.View(vega.parse(specification, config), { renderer: "svg", container: box, hover: false });
            view.width(box.clientWidth);
            chart.view = view;
            charts[id] = chart;
            if (chart.pickedFrom) {
              view.addSignalListener("picked", function (name, key) { pick(chart.group, key); });
              view.addSignalListener("chosen", function (name, key) { choose(key); });
            }
            return view.runAsync().then(function () { fit(id, box); });
          }

          function fit(id, box) {
            if (!window.ResizeObserver) return;
            var width = box.clientWidth;
            new ResizeObserver(function () {
              if (!box.clientWidth || Math.abs(box.clientWidth - width) < 2) return;
              width = box.clientWidth;
              // Drawing inside of the notification would resize what is being observed.
              requestAnimationFrame(function () { charts[id].view.width(width).runAsync(); });
            }).observe(box);
          }

          var picking = false;
          function pick(group, key) {
            if (picking) return;
            picking = true;
            Object.keys(charts).forEach(function (id) {
              var chart = charts[id];
              if (chart.group !== group || !tips[id] || !tips[id].has(key)) return;
              chart.picked = key;
              if (chart.view.signal("picked") !== key) chart.view.signal("picked", key).runAsync();
              document.getElementById(id + "-readout").textContent = tips[id].get(key);
              var item = chart.picks.find(function (item) { return item.key === key; });
              if (item && item.line !== undefined) markLine(item.line);
            });
            picking = false;
          }

          function markLine(number) {
            document.querySelectorAll(".line.picked").forEach(function (line) { line.classList.remove("picked"); });
            var line = document.querySelector('.line[data-line="' + Number(number) + '"]');
            if (!line) return;
            line.classList.add("picked");
            var text = line.parentElement;
            if (line.offsetTop < text.scrollTop || line.offsetTop > text.scrollTop + text.clientHeight - 24)
              text.scrollTop = line.offsetTop - text.clientHeight / 2;
          }

          function choose(key) {
            var place = document.getElementById("chosen-text");
            if (!place || !page.texts || key === null) return;
            var variant = page.texts.variants[key];
            if (variant === undefined) { place.textContent = "The page does not hold this one's text."; return; }
            if (typeof variant === "string") { place.textContent = variant; return; }
            var lines = page.texts.base.slice();
            variant.forEach(function (change) { lines[change[0]] = change[1]; });
            place.textContent = lines.join("\n");
          }

          function onKey(event) {
            var chart = charts[event.currentTarget.dataset.chart];
            if (!chart || !chart.picks) return;
            var picks = chart.picks.filter(function (item) { return isShown(chart, item); });
            if (!picks.length) return;
            var at = picks.findIndex(function (item) { return item.key === chart.picked; });
            var last = picks.length - 1;
            var next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
            if (event.key === "Enter" && at >= 0) { choose(chart.picked); return; }
            if (next === undefined) return;
            event.preventDefault();
            pick(chart.group, picks[Math.max(0, Math.min(last, next))].key);
          }

          // A menu that names a column of the picked rows leaves the others out.
          function isShown(chart, item) {
            return !chart.menu || item[chart.menu.signal] === undefined || String(item[chart.menu.signal]) === chart.menu.value;
          }

          function bind(control) {
            control.dataset.charts.split(" ").forEach(function (id) {
              var field = control.querySelector("select, input:checked");
              if (page.charts[id]) page.charts[id].menu = { signal: control.dataset.signal, value: field.value };
            });
            control.addEventListener("change", function (event) {
              control.dataset.charts.split(" ").forEach(function (id) {
                if (!charts[id]) return;
                charts[id].menu.value = event.target.value;
                charts[id].view.signal(control.dataset.signal, event.target.value).runAsync();
              });
            });
          }

          document.getElementById("face").addEventListener("click", function () {
            var dark = root.dataset.face ? root.dataset.face === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
            root.dataset.face = dark ? "light" : "dark";
          });
          window.addEventListener("beforeprint", function () {
            Object.keys(charts).forEach(function (id) { charts[id].view.width(640).run(); });
          });
          window.addEventListener("afterprint", function () {
            document.querySelectorAll("[data-chart]").forEach(function (box) {
              var chart = charts[box.dataset.chart];
              if (chart) chart.view.width(box.clientWidth).run();
            });
          });

          document.querySelectorAll(".switch").forEach(bind);
          var boxes = Array.from(document.querySelectorAll("[data-chart]"));
          if (!window.vega) {
            boxes.forEach(function (box) {
              var note = document.createElement("p");
              note.className = "undrawn";
              note.textContent = "The chart library could not be loaded; the tables below hold the numbers.";
              box.appendChild(note);
            });
            document.querySelectorAll("details").forEach(function (details) { details.open = true; });
            root.dataset.charts = "missing";
            return;
          }
          boxes.forEach(function (box) { box.addEventListener("keydown", onKey); });
          Promise.all(boxes.map(draw)).then(
            function () { root.dataset.charts = "drawn"; window.archcostCharts = charts; },
            function (error) { root.dataset.charts = "failed"; console.error(error); });
        })();

        """#
}
