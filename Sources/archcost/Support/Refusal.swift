import KernelBenchmark
import Persistence

/// An error of a module below that says in one sentence what was understood and refused.
protocol Refusal: Error, CustomStringConvertible {}

extension QueryError: Refusal {}
extension BenchmarkError: Refusal {}
extension BenchmarkPlanError: Refusal {}
extension SweepError: Refusal {}
extension StoreError: Refusal {}
