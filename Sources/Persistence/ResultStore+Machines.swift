import Foundation
import GRDB
import KernelBenchmark

/// The key of a machine's row.
public struct MachineID: Hashable, Sendable {
    let id: Int64
}

/// A run that was begun in a store.
public struct StoredRun: Hashable, Sendable {
    let id: Int64
    /// nil for a run that measures nothing.
    public let machine: MachineID?
    public let identifier: UUID
}

extension ResultStore {
    /// Stores a machine, or brings the row of its fingerprint up to date; peaks that were not measured this time stay.
    @discardableResult
    public func save(_ machine: Machine) throws(StoreError) -> MachineID {
        try writing { db in try Self.save(machine, in: db) }
    }

    /// The machine with this fingerprint; nil where the store has none.
    public func machine(fingerprint: String) throws(StoreError) -> Machine? {
        try machines(MachineRecord.filter(Column("fingerprint") == fingerprint)).first
    }

    /// All machines that anything was measured on, in the order they were first seen.
    public func machines() throws(StoreError) -> [Machine] {
        try machines(MachineRecord.order(Column("id")))
    }

    private func machines(_ request: QueryInterfaceRequest<MachineRecord>) throws(StoreError) -> [Machine] {
        try reading { db in
            try request.fetchAll(db).map { record in
                let isOfMachine = Column("machine_id") == record.id
                return try record.machine(
                    peaks: MachinePeakRecord.filter(isOfMachine).fetchAll(db),
                    bandwidths: MachineBandwidthRecord.filter(isOfMachine).fetchAll(db))
            }
        }
    }

    /// The key of the machine with this fingerprint; nil where the store has none.
    public func machineID(fingerprint: String) throws(StoreError) -> MachineID? {
        try reading { db in
            try Int64.fetchOne(db, sql: "SELECT id FROM machine WHERE fingerprint = ?", arguments: [fingerprint])
                .map(MachineID.init)
        }
    }

    private static func save(_ machine: Machine, in db: Database) throws -> MachineID {
        var record = MachineRecord(machine)
        let known = try MachineRecord.filter(Column("fingerprint") == machine.fingerprint).fetchOne(db)
        let id: Int64
        if let known, let knownID = known.id {
            record.id = knownID
            record.peakGflops = record.peakGflops ?? known.peakGflops
            record.bandwidthGbps = record.bandwidthGbps ?? known.bandwidthGbps
            try record.update(db)
            id = knownID
        } else {
            try record.insert(db)
            id = db.lastInsertedRowID
        }
        for peak in machine.peaks {
            try MachinePeakRecord(
                machineId: id, precision: peak.precision.rawValue, threads: peak.threads, gflops: peak.gflops
            ).save(db)
        }
        for bandwidth in machine.bandwidths {
            try MachineBandwidthRecord(
                machineId: id, level: bandwidth.level, threads: bandwidth.threads, gbps: bandwidth.gigabytesPerSecond
            ).save(db)
        }
        return MachineID(id: id)
    }
}

extension ResultStore {
    /// Begins a run, on a machine where it will measure.
    public func begin(_ run: RunDescription, on machine: MachineID?) throws(StoreError) -> StoredRun {
        try writing { db in
            try RunRecord(run, machineId: machine?.id).insert(db)
            return StoredRun(id: db.lastInsertedRowID, machine: machine, identifier: run.identifier)
        }
    }

    /// Notes that a run came to its end; a run without this was interrupted.
    public func finish(_ run: StoredRun, at date: Date) throws(StoreError) {
        try writing { db in
            try db.execute(sql: "UPDATE run SET finished_at = ? WHERE id = ?", arguments: [date, run.id])
        }
    }
}
