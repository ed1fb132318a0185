import ConvKernels
import ExecutionPlanning
import LatencyModel
import NetworkIR
import Reporting

/// A plan as a table: its kernels, with the changes of layout where they happen.
struct PlanReport {
    let estimate: NetworkEstimate
    let plan: NetworkPlan

    private var network: Network { estimate.network }

    func report(namesNetwork: Bool) -> Report {
        var report = Report(
            title: "\(network.name): the plan, batch \(estimate.cost.conditions.batch)",
            columns: (namesNetwork ? [Column("network", heading: "network")] : []) + [
                Column("layer", heading: "layer", importance: .essential),
                Column("kind", heading: "kind"), Column("fused", heading: "fused", importance: .low),
                Column("algorithm", heading: "algorithm", importance: .high),
                Column("layout", heading: "layout", importance: .high),
                Column("time_ms", heading: "time", .duration(.milliseconds), importance: .essential),
                Column("source", heading: "source"),
                Column("auto_ms", heading: "library's own", .duration(.milliseconds), importance: .high),
            ])
        let start: [CellValue] = namesNetwork ? [.text(network.name)] : []
        for step in plan.steps {
            for reorder in step.reorders { report.append(start + cells(reorder, before: step)) }
            report.append(start + cells(step))
        }
        report.appendTotal(
            start + [
                "total", .missing, .missing, .missing, .missing, .optional(plan.knownTime.map { $0 / 1e6 }), .missing,
                .optional(plan.knownAutomaticTime.map { $0 / 1e6 }),
            ])
        report.notes = notes
        return report
    }

    private func cells(_ reorder: NetworkPlan.Reorder, before step: NetworkPlan.Step) -> [CellValue] {
        [
            .text(name(step)), "reorder", .missing, .missing,
            .text("\(reorder.change.from) → \(reorder.change.to)"),
            .optional(reorder.time.map { $0.nanoseconds / 1e6 }),
            .text(source(reorder.time)), .missing,
        ]
    }

    private func cells(_ step: NetworkPlan.Step) -> [CellValue] {
        let (from, to) = (step.chosen.sources.first?.name ?? "", step.chosen.result.name)
        return [
            .text(name(step)), .text(kind(step)),
            .text(step.layers.dropFirst().map { network.layers[$0].operation.keyWord }.joined(separator: " ")),
            .text("\(step.chosen.backend)/\(step.chosen.algorithm)"), .text(from == to ? to : "\(from) → \(to)"),
            .optional(step.time.map { $0.nanoseconds / 1e6 }), .text(source(step.time)),
            .optional(step.automaticTime.map { $0.nanoseconds / 1e6 }),
        ]
    }

    private func name(_ step: NetworkPlan.Step) -> String { step.layers.first.map { network.layers[$0].name } ?? "" }

    private func kind(_ step: NetworkPlan.Step) -> String {
        step.layers.first.map { network.layers[$0].operation.keyWord } ?? ""
    }

    private func source(_ time: TimeEstimate?) -> String { (time?.source ?? TimeSource.none).rawValue }

    private var notes: [String] {
        let unknown = plan.steps.filter { $0.time == nil || $0.automaticTime == nil }.map(name)
        let isBlank = !plan.steps.isEmpty && plan.steps.allSatisfy { $0.time == nil }
        var notes: [String] = []
        if let time = plan.knownTime, let automatic = plan.knownAutomaticTime {
            let times = [time, automatic].map { FormattedNumber.duration(seconds: $0 / 1e9).text }
            let tenths = Int((plan.savedShare * 1000).rounded())
            notes.append(
                "The plan takes \(times[0]) with \(count(plan.reorders.count)), the library's own choices \(times[1]) with "
                    + "\(count(plan.automaticReorders.count)): it saves \(tenths / 10).\(tenths % 10) %.")
        } else if isBlank {
            notes.append("Nothing is known to choose by: 'archcost bench \(estimate.file)' times these kernels.")
        } else {
            let saved = FormattedNumber.duration(seconds: (plan.automaticTime - plan.time) / 1e9).text
            notes.append(
                "What the plan takes is not known; of what is, it saves \(saved) against the library's own choices.")
        }
        if !plan.isExact { notes.append("Not every combination was looked at: there may be a cheaper plan.") }
        if !unknown.isEmpty, !isBlank {
            notes.append(
                "No time is known for \(unknown.prefix(5).joined(separator: ", "))"
                    + (unknown.count > 5 ? " and \(unknown.count - 5) more" : "")
                    + "; they stay as the library has them, and are in no sum.")
        }
        let untold = (plan.reorders + plan.automaticReorders).count { $0.time == nil }
        if untold > 0 {
            notes.append("No time is known for reorders on this machine; 'archcost bench --whole --plan' times them.")
        }
        let times = plan.steps.flatMap { [$0.time, $0.automaticTime] }
        if times.contains(where: { $0?.source == .borrowed }) { notes.append(TimeKnowledge.borrowedNote) }
        return notes
    }

    private func count(_ reorders: Int) -> String { "\(reorders) reorder\(reorders == 1 ? "" : "s")" }

    var json: JSONValue {
        [
            "name": .string(network.name), "file": .string(estimate.file),
            "batch": .integer(estimate.cost.conditions.batch), "plan_ms": .optional(plan.knownTime.map { $0 / 1e6 }),
            "auto_ms": .optional(plan.knownAutomaticTime.map { $0 / 1e6 }),
            "saved_share": .optional(
                plan.knownTime.flatMap { _ in plan.knownAutomaticTime }.map { _ in plan.savedShare }),
            "reorders": .integer(plan.reorders.count), "auto_reorders": .integer(plan.automaticReorders.count),
            "exact": .bool(plan.isExact), "kernels": .array(plan.steps.map(json)),
        ]
    }

    private func json(_ step: NetworkPlan.Step) -> JSONValue {
        [
            "layers": .array(step.layers.map { .string(network.layers[$0].name) }),
            "problem": .optional(step.problem?.key), "backend": .string(step.chosen.backend),
            "algorithm": .string(step.chosen.algorithm), "kernel": .string(step.chosen.implementationName),
            "source_layouts": .array(step.chosen.sources.map { .string($0.name) }),
            "result_layout": .string(step.chosen.result.name), "ms": .optional(step.time.map { $0.nanoseconds / 1e6 }),
            "source": .string(source(step.time)), "auto_algorithm": .string(step.automatic.algorithm),
            "auto_ms": .optional(step.automaticTime.map { $0.nanoseconds / 1e6 }),
            "reorders": .array(
                step.reorders.map { reorder in
                    [
                        "from": .string(reorder.change.from.name), "to": .string(reorder.change.to.name),
                        "bytes": .integer(Int(reorder.change.bytes)),
                        "ms": .optional(reorder.time.map { $0.nanoseconds / 1e6 }),
                        "source": .string(source(reorder.time)),
                    ]
                }),
        ]
    }
}
