import Foundation
import GRDB

struct SearchRunRecord: ResultRecord {
    static let databaseTableName = "search_run"

    var id: Int64?
    var runId: Int64
    var number: Int
    var file: String
    var text: String
    var digest: String
    /// GRDB stores an array as JSON text.
    var budgets: [String]
    var maximize: String
    var space: String
    var feasible: String?
    var exact: Bool
    var epsilon: Double?
    var elapsedS: Double

    init(_ search: SearchResult, runId: Int64, number: Int) {
        self.runId = runId
        self.number = number
        file = search.file
        text = search.text
        digest = ContentDigest.of(search.text)
        budgets = search.budgets
        maximize = search.maximize
        space = search.space
        feasible = search.feasible
        exact = search.isExact
        epsilon = search.epsilon
        elapsedS = search.elapsed
    }
}

struct CandidateRecord: ResultRecord {
    static let databaseTableName = "candidate"

    var id: Int64?
    var searchRunId: Int64
    var rank: Int
    var assignment: String
    var diff: String?
    var score: Double
    var timeComplexityMacs: Int
    var macs: Int
    var flops: Int
    var params: Int
    var activations: Int
    var peakMemoryBytes: Int
    var trafficBytes: Int
    var depth: Int
    var receptiveFieldPixels: Int
    var predictedNs: Int?
    var predictedLowNs: Int?
    var predictedHighNs: Int?

    init(_ candidate: SearchCandidate, rank: Int, searchRunId: Int64) {
        self.searchRunId = searchRunId
        self.rank = rank
        assignment = candidate.assignmentJSON
        diff = candidate.diff
        score = candidate.score
        timeComplexityMacs = candidate.timeComplexity
        macs = candidate.macs
        flops = candidate.flops
        params = candidate.params
        activations = candidate.activations
        peakMemoryBytes = candidate.peakMemory
        trafficBytes = candidate.traffic
        depth = candidate.depth
        receptiveFieldPixels = candidate.receptiveField
        predictedNs = candidate.predicted
        predictedLowNs = candidate.predictedLow
        predictedHighNs = candidate.predictedHigh
    }
}
