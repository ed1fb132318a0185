import Foundation
import GRDB
import KernelBenchmark

struct RunRecord: ResultRecord {
    static let databaseTableName = "run"

    var id: Int64?
    var uuid: String
    var machineId: Int64?
    var commandLine: String
    var version: String
    var startedAt: Date
    var finishedAt: Date?
    var load: Double?
    var governor: String?
    var isDebugBuild: Bool

    init(_ run: RunDescription, machineId: Int64?) {
        uuid = run.identifier.uuidString
        self.machineId = machineId
        commandLine = run.commandLine
        version = run.version
        startedAt = run.startedAt
        load = run.load
        governor = run.governor
        isDebugBuild = run.isDebugBuild
    }
}
