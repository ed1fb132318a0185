import ArchSearch
import KernelBenchmark
import Persistence
import SpaceExploration

/// An error of a module below that says in one sentence what was understood and refused.
protocol Refusal: Error, CustomStringConvertible {}

extension Persistence.QueryError: Refusal {}
extension BenchmarkError: Refusal {}
extension BenchmarkPlanError: Refusal {}
extension SweepError: Refusal {}
extension StoreError: Refusal {}
extension BudgetError: Refusal {}
extension ScoreError: Refusal {}
extension RegressionError: Refusal {}
extension RequestError: Refusal {}
extension ExplorationError: Refusal {}
extension ConstrainedTimeError: Refusal {}
extension MeasuredCandidatesError: Refusal {}
