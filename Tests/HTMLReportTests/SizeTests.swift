import Reporting
import Testing

@testable import HTMLReport

/// Pages stay small whatever they are made of, and say what they leave out.
@Suite struct SizeTests {
    @Test func fiftyThousandMeasurements() {
        let count = 50_000
        let kernels = (0..<count).map { (index: Int) -> MachinePage.Kernel in
            MachinePage.Kernel(
                problem: "conv n1 ic\(index) ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
                backend: index % 2 == 0 ? "onednn" : "swift", algorithm: "auto", nanoseconds: Double(1000 + index),
                intensity: 0.1 + Double(index % 997), rate: 1 + Double(index % 1009) / 10)
        }
        let points = (1...500).map { (value: Int) -> (value: Int, median: Int) in (value, value * 100) }
        let stairs = (0..<100).map { (walk: Int) -> MachinePage.Stairs in
            MachinePage.Stairs(name: "filters \(walk)", field: "filters", points: points, free: [8])
        }
        let choices = (0..<count).map { (index: Int) -> MachinePage.Choice in
            MachinePage.Choice(
                network: "network\(index / 500)", layer: "layer\(index % 500)", count: 1, algorithm: "onednn/auto",
                nanoseconds: Double(index + 1))
        }
        let predictions = (0..<count).map { (index: Int) -> MachinePage.Prediction in
            MachinePage.Prediction(
                subject: "conv \(index)", source: "predicted", predicted: Double(index + 100),
                measured: Double(index + 90))
        }
        let ratios = (1...500).map { Double($0) / 250 }
        let drift = (0..<100).map { (run: Int) -> MachinePage.Drift in
            MachinePage.Drift(startedAt: "2026-01-01 \(run)", ratios: ratios)
        }
        let machine = MachinePage(
            title: "m", subtitle: "s", facts: [], ceilings: Ceilings(machine: "m", peak: 100, bandwidth: 10),
            kernels: kernels, stairs: stairs, choices: choices, predictions: predictions, drift: drift)
        #expect(machine.rooflinePoints.count <= MachinePage.pointLimit)
        #expect(machine.rooflinePoints.reduce(0) { $0 + $1.kernels.count } == 50_000)
        let html = machine.page.html(with: nil, version: "1")
        // Vega takes half a megabyte more.
        #expect(html.utf8.count < 9_000_000)
        #expect(html.contains("50000 kernels are drawn as \(machine.rooflinePoints.count) points"))
        #expect(html.contains("The 40 longest of 100 walks are shown."))
        #expect(html.contains("4000 of 50000 timings are shown"))
        #expect(html.contains("1500 of 50000 are drawn, evenly over the times."))
    }

    @Test func tenThousandCandidates() {
        let candidates = (1...10_000).map { (rank: Int) -> SearchPage.Candidate in
            let decisions = (1...20).map { (choice: Int) -> (name: String, value: Int) in
                ("choice\(choice)", rank % (choice + 3))
            }
            return SearchPage.Candidate(
                rank: rank, difference: "conv1.filters 64→\(rank)", score: Double(20_000 - rank),
                macs: 1_000_000 + rank * 7, params: 5_000 + rank % 97, memory: 1 << 20, predicted: nil,
                decisions: decisions)
        }
        let search = SearchPage(title: "s", subtitle: "s", facts: [], score: "entropy", candidates: candidates)
        #expect(search.shown.count <= SearchPage.pointLimit)
        #expect(search.shown.contains(0))
        let html = search.page { candidate in
            (0..<50).map { (line: Int) -> String in "line \(line) of candidate \(line == 7 ? candidate.rank : 0)" }
                .joined(separator: "\n")
        }.html(with: nil, version: "1")
        #expect(html.utf8.count < 9_000_000)
        #expect(html.contains("\(search.shown.count) of 10000 candidates are shown"))
        #expect(html.contains("200 of 10000 candidates are drawn, evenly by rank."))
    }

    /// Worked out by hand: the second has fewer parameters for less score, the third is beaten by the first in both.
    @Test func theFrontIsWhatNoneBetters() {
        func candidate(_ rank: Int, _ score: Double, _ macs: Int, _ params: Int) -> SearchPage.Candidate {
            SearchPage.Candidate(
                rank: rank, difference: "", score: score, macs: macs, params: params, memory: 0, predicted: nil,
                decisions: [])
        }
        let search = SearchPage(
            title: "", subtitle: "", facts: [], score: "s",
            candidates: [candidate(1, 9, 100, 50), candidate(2, 8, 100, 40), candidate(3, 7, 120, 60)])
        #expect(search.front(.macs) == [0])
        #expect(search.front(.params) == [1, 0])
        #expect(search.front(.time).isEmpty)
        #expect(search.metrics == [.macs, .params, .memory])
    }

    @Test func samplesAreEvenAndKeepTheEnds() {
        #expect(Array(0..<10).sampled(4) == [0, 3, 6, 9])
        #expect(Array(0..<3).sampled(4) == [0, 1, 2])
        #expect(Array(0..<5).sampled(1) == [0])
    }
}
