import Mustache
import Reporting

extension Page {
    /// The page as HTML.
    ///
    /// - Parameters:
    ///   - vega: the library to put into the page; where nil, the page links it and draws only where there is a network.
    ///   - version: of archcost, which the page names at its foot.
    public func html(with vega: VegaLibrary?, version: String) -> String {
        var values: [String: Any] = [
            "title": title, "subtitle": subtitle, "version": version, "style": PageStyle.text,
            "script": PageScript.text,
            "policy": Page.policy(isLinked: vega == nil), "data": json.text(.compact).inDataElement,
            "facts": facts.map { ["name": $0.name, "value": $0.value] as [String: Any] }, "hasFacts": !facts.isEmpty,
            "sections": sections.map { $0.values },
        ]
        if let vega {
            values["vegaSource"] = vega.script.inScriptElement
        } else {
            values["vegaAddress"] = VegaLibrary.address
        }
        return PageTemplate.page.render(values)
    }

    /// Nothing is fetched, sent or framed; a page without the library may get that.
    private static func policy(isLinked: Bool) -> String {
        let scripts = "script-src 'unsafe-inline' 'unsafe-eval'" + (isLinked ? " https://cdn.jsdelivr.net" : "")
        return "default-src 'none'; \(scripts); style-src 'unsafe-inline'; img-src data:; form-action 'none'"
    }

    private var json: JSONValue {
        let charts = sections.compactMap { section in
            section.chart.map { chart in
                JSONMember(
                    section.id,
                    [
                        "specification": chart.specification.json, "group": .string(chart.pickGroup),
                        "pickedFrom": .optional(chart.pickedFrom), "lanes": .optional(chart.lanes),
                        "mark": .optional(chart.specification.marks.first(where: \.isPicking)?.markName),
                    ])
            }
        }
        var members = [JSONMember("charts", .object(charts)), JSONMember("data", .object(data.map(\.json)))]
        if let texts { members.append(JSONMember("texts", texts.json)) }
        return .object(members)
    }
}

extension PageSection {
    fileprivate var values: [String: Any] {
        var values: [String: Any] = [
            "id": id, "heading": heading, "paragraphs": paragraphs, "tables": tables.map(\.values),
            "findings": findings.map(\.values), "hasFindings": !findings.isEmpty, "showsChosenText": showsChosenText,
        ]
        if let control { values["control"] = control.values }
        if let chart {
            values["chart"] =
                [
                    "id": id, "summary": chart.summary, "heading": heading, "isPicking": chart.pickedFrom != nil,
                    "legend": chart.legend.map(\.values), "hasLegend": !chart.legend.isEmpty,
                ] as [String: Any]
        }
        if let text {
            values["source"] =
                [
                    "name": text.name,
                    "lines": text.lines.enumerated().map { ["number": $0 + 1, "text": $1] as [String: Any] },
                ] as [String: Any]
        }
        return values
    }
}

extension LegendEntry {
    fileprivate var values: [String: Any] { ["label": label, "colour": colour.css, "path": marker.path] }
}

extension PageControl {
    fileprivate var values: [String: Any] {
        [
            "legend": legend, "first": choices.first?.label ?? "", "signal": signal,
            "charts": charts.joined(separator: " "), "isMenu": isMenu,
            "choices": choices.enumerated().map {
                ["value": $1.value, "label": $1.label, "isFirst": $0 == 0] as [String: Any]
            },
        ]
    }
}

extension PageFinding {
    fileprivate var values: [String: Any] {
        [
            "heading": heading, "identifier": identifier,
            "details": details.map { ["name": $0.name, "value": $0.value] as [String: Any] },
        ]
    }
}

extension PageTable {
    fileprivate var values: [String: Any] {
        let text = report.formatted()
        func row(_ cells: [String]) -> [String: Any] {
            [
                "cells": zip(report.columns, cells).enumerated().map { index, cell in
                    [
                        "text": cell.1, "isNumber": cell.0.quantity.isNumeric, "isHead": index == 0,
                    ] as [String: Any]
                }
            ]
        }
        return [
            "summary": summary, "isOpen": isOpen, "notes": report.notes,
            "headings": report.columns.map {
                ["text": $0.heading, "isNumber": $0.quantity.isNumeric] as [String: Any]
            },
            "rows": text.rows.map(row), "totals": text.totals.map(row), "hasTotals": !text.totals.isEmpty,
        ]
    }
}
