import Foundation

/// One invocation of the program, as far as results depend on it.
public struct RunDescription: Hashable, Sendable {
    /// Tells runs of all machines apart; measurements are identified by it and their number within the run.
    public var identifier: UUID
    public var commandLine: String
    /// The program's version.
    public var version: String
    public var startedAt: Date
    /// The system's load average over the last minute when the run began.
    public var load: Double?
    /// The processor's frequency governor; nil where the system has none.
    public var governor: String?
    public var isDebugBuild: Bool

    public init(
        identifier: UUID = UUID(), commandLine: String, version: String, startedAt: Date, load: Double? = nil,
        governor: String? = nil, isDebugBuild: Bool = false
    ) {
        self.identifier = identifier
        self.commandLine = commandLine
        self.version = version
        self.startedAt = startedAt
        self.load = load
        self.governor = governor
        self.isDebugBuild = isDebugBuild
    }
}
