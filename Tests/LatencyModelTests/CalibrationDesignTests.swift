import NetworkIR
import Testing

@testable import LatencyModel

@Suite struct CalibrationDesignTests {
    /// Digits mirrored at the point, by hand: 3 is 11 in base 2, so 0.11; in base 3 it is 10, so 0.01.
    @Test(arguments: [(1, 2, 0.5), (2, 2, 0.25), (3, 2, 0.75), (1, 3, 1 / 3.0), (2, 3, 2 / 3.0), (3, 3, 1 / 9.0)])
    func haltonPoints(_ index: Int, _ base: Int, _ expected: Double) {
        #expect(abs(CalibrationDesign.halton(index, base: base) - expected) < 1e-12)
    }

    @Test func aLongerDesignBeginsWithTheShorter() {
        let long = CalibrationDesign.problems(200)
        #expect(long.count == 200)
        #expect(Set(long).count == 200)
        #expect(Array(long.prefix(64)) == CalibrationDesign.problems(64))
    }

    /// So that even a minute tells something of everything.
    @Test func everyKindIsAmongTheFirst() {
        let words = Set(CalibrationDesign.problems(64).map(\.operation.keyWord))
        let expected: Set = [
            "conv", "deconv", "fc", "maxpool", "avgpool", "gap", "add", "relu", "bn", "concat", "mul", "upsample",
            "prelu",
            "lrn",
        ]
        #expect(words.isSuperset(of: expected), "missing: \(expected.subtracting(words))")
    }

    @Test func designsCoverWhatNetworksUse() {
        var (filters, sizes, kernels): (Set<Int>, Set<Int>, Set<Int>) = ([], [], [])
        for problem in CalibrationDesign.problems(600) {
            #expect(Problem(key: problem.key) == problem)
            guard case .convolution(let convolution) = problem.operation else { continue }
            filters.insert(convolution.filters)
            sizes.insert(problem.inputs[0].height)
            kernels.insert(convolution.window.kernel.height)
        }
        #expect(kernels.isSuperset(of: [1, 2, 3, 5, 7]), "\(kernels)")
        #expect(sizes.contains(7) && sizes.contains(14) && sizes.contains(224))
        // Both whole vectors of 16 and remainders.
        #expect(filters.contains { $0 % 16 == 0 } && filters.contains { $0 % 8 != 0 })
        #expect((filters.min() ?? 0) < 24 && (filters.max() ?? 0) > 700)
    }
}
