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
          // Texts are measured in the font in which the page shows them.
          var font = "system-ui, sans-serif";
          var config = {
            background: null,
            axis: { labelFont: font, titleFont: font, labelColor: "var(--ink)", titleColor: "var(--muted)", domainColor: "var(--muted)", tickColor: "var(--muted)",
              gridColor: "var(--line)", titleFontWeight: "normal", labelFontSize: 11, titleFontSize: 12 },
            text: { font: font, fill: "var(--ink)" },
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
            chart.view = view;
            chart.box = box;
            charts[id] = chart;
            setWidth(chart, box.clientWidth);
            if (chart.pickedFrom) {
              view.addSignalListener("picked", function (name, key) { if (key !== chart.picked) pick(chart, key, false); });
              view.addSignalListener("chosen", function (name, key) { choose(key); });
            }
            return view.runAsync().then(function () {
              // Names are measured once they are drawn.
              return chart.lanes ? setWidth(chart, box.clientWidth).runAsync() : view;
            }).then(function () {
              markLong(chart);
              fit(chart);
            });
          }

          // A chart is as wide as its box; a graph is wider where its names need that, after its lanes moved together.
          function setWidth(chart, width) {
            if (chart.lanes) {
              var texts = Array.from(chart.box.querySelectorAll(".layer-names-marks text"));
              // A picked name is bold: a tenth wider.
              var names = texts.reduce(function (most, text) { return Math.max(most, text.getBBox().width); }, 0) * 1.1;
              var lane = Math.max(3, Math.min(14, (width - names - 32) / chart.lanes));
              chart.view.signal("lanes", chart.lanes).signal("lane", lane);
              width = Math.max(width, Math.ceil(32 + lane * chart.lanes + names));
            }
            return chart.view.width(width).resize();
          }

          function markLong(chart) {
            chart.box.classList.toggle("long", chart.box.scrollHeight > chart.box.clientHeight + 8);
          }

          function fit(chart) {
            if (!window.ResizeObserver) return;
            var width = chart.box.clientWidth;
            new ResizeObserver(function () {
              if (!chart.box.clientWidth || Math.abs(chart.box.clientWidth - width) < 2) return;
              width = chart.box.clientWidth;
              // Drawing inside of the notification would resize what is being observed.
              requestAnimationFrame(function () { setWidth(chart, width).runAsync(); });
            }).observe(chart.box);
          }

          var invitation = "Point at a mark, or use the arrow keys on the chart.";
          var picking = false;
          // Picks in every chart of the group; one where it is not to be seen says so.
          function pick(origin, key, isByKeyboard) {
            var words = key === null ? undefined : tips[origin.id].get(key);
            if (picking || words === undefined) return;
            picking = true;
            Object.keys(charts).forEach(function (id) {
              var chart = charts[id];
              if (chart.group !== origin.group || !tips[id]) return;
              var isHere = tips[id].has(key);
              chart.picked = isHere ? key : null;
              if (chart.view.signal("picked") !== chart.picked)
                chart.view.signal("picked", chart.picked).runAsync().then(function () { reveal(chart); });
              document.getElementById(id + "-readout").textContent = isHere ? tips[id].get(key) : "Not in this chart: " + words;
              var item = chart.picks.find(function (item) { return item.key === key; });
              if (item && item.line !== undefined) markLine(item.line);
            });
            if (isByKeyboard) document.getElementById("announcement").textContent = words;
            picking = false;
          }

          function unpick(chart) {
            if (!chart.picks) return;
            chart.picked = null;
            chart.view.signal("picked", null);
            document.getElementById(chart.id + "-readout").textContent = invitation;
          }

          // Scrolls the chart's own box, not the page, to what is picked.
          function reveal(chart) {
            var box = chart.box;
            if (chart.picked === null || box.scrollHeight <= box.clientHeight) return;
            var mark = Array.from(box.querySelectorAll("." + chart.mark + " > *")).find(function (element) {
              return element.__data__ && element.__data__.datum && element.__data__.datum.key === chart.picked;
            });
            if (!mark) return;
            var place = mark.getBoundingClientRect(), frame = box.getBoundingClientRect();
            if (place.top < frame.top || place.bottom > frame.bottom)
              box.scrollTop += place.top - frame.top - box.clientHeight / 2;
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
            if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
            var chart = charts[event.currentTarget.dataset.chart];
            if (!chart || !chart.picks) return;
            var picks = chart.picks.filter(function (item) { return isShown(chart, item); });
            if (!picks.length) return;
            var at = picks.findIndex(function (item) { return item.key === chart.picked; });
            var last = picks.length - 1;
            var next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
            if (event.key === "Enter" && at >= 0) {
              choose(chart.picked);
              if (page.texts) document.getElementById("announcement").textContent = "Its text is shown below the chart.";
              return;
            }
            if (next === undefined) return;
            event.preventDefault();
            pick(chart, picks[Math.max(0, Math.min(last, next))].key, true);
          }

          // A menu that names a column of the picked rows leaves the others out.
          function isShown(chart, item) {
            return !chart.menu || item[chart.menu.signal] === undefined || String(item[chart.menu.signal]) === chart.menu.value;
          }

          function bind(control) {
            var field = control.querySelector("select, input:checked");
            if (!field) return;
            var signal = control.dataset.signal;
            var ids = control.dataset.charts.split(" ").filter(function (id) { return page.charts[id]; });
            ids.forEach(function (id) { page.charts[id].menu = { signal: signal, value: field.value }; });
            control.addEventListener("change", function (event) {
              var field = event.target;
              var word = field.selectedOptions ? field.selectedOptions[0].textContent : field.parentElement.textContent;
              document.querySelector('[data-choice="' + signal + '"] b').textContent = word.trim();
              ids.forEach(function (id) {
                var chart = charts[id];
                if (!chart) return;
                chart.menu.value = field.value;
                var item = (chart.picks || []).find(function (item) { return item.key === chart.picked; });
                if (item && !isShown(chart, item)) unpick(chart);
                // Other words at an axis leave the plot another width, which may ask for other words.
                chart.view.signal(signal, field.value).resize().runAsync()
                  .then(function () { return chart.view.resize().runAsync(); })
                  .then(function () { markLong(chart); });
              });
            });
          }

          // On paper a graph is as many pictures as it needs pages.
          function paginate(chart) {
            var svg = chart.box.querySelector("svg"), rowHeight = 16, most = 56;
            var edges = page.data.edges.rows, width = svg.viewBox.baseVal.width, count = chart.picks.length;
            if (count <= most) return;
            for (var start = 0; start < count; start += most) {
              var copy = svg.cloneNode(true), end = Math.min(start + most, count);
              ["nodes-marks", "layer-names-marks", "rows-marks"].forEach(function (name) {
                keep(copy.querySelector("." + name), function (row) { return row >= start && row < end; });
              });
              keep(copy.querySelector(".edges-marks"), function (index) {
                return edges[index][1] >= start && edges[index][0] <= end;
              });
              var top = start ? start * rowHeight + 20 : 0, bottom = end * rowHeight + 20;
              copy.setAttribute("viewBox", [0, top, width, bottom - top].join(" "));
              copy.setAttribute("width", width);
              copy.setAttribute("height", bottom - top);
              copy.classList.add("part");
              chart.box.appendChild(copy);
            }
            chart.box.classList.add("paged");
          }

          function keep(group, isKept) {
            Array.from(group.children).forEach(function (child, index) { if (!isKept(index)) child.remove(); });
          }

          document.getElementById("face").addEventListener("click", function () {
            var dark = root.dataset.face ? root.dataset.face === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
            root.dataset.face = dark ? "light" : "dark";
          });
          window.addEventListener("beforeprint", function () {
            Object.keys(charts).forEach(function (id) {
              setWidth(charts[id], 700).run();
              if (charts[id].lanes) paginate(charts[id]);
            });
          });
          window.addEventListener("afterprint", function () {
            document.querySelectorAll("svg.part").forEach(function (part) { part.remove(); });
            Object.keys(charts).forEach(function (id) {
              charts[id].box.classList.remove("paged");
              setWidth(charts[id], charts[id].box.clientWidth).run();
            });
          });

          Object.keys(page.charts).forEach(function (id) { page.charts[id].id = id; page.charts[id].picked = null; });
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
