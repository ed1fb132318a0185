import Foundation
import GRDB

extension ResultStore {
    /// Stores a search and its candidates; all or nothing.
    public func save(_ search: SearchResult, of run: StoredRun) throws(StoreError) {
        try writing { db in
            try SearchRunRecord(
                search, runId: run.id, number: Self.nextNumber(in: "search_run", of: run, db)
            ).insert(db)
            let id = db.lastInsertedRowID
            for (index, candidate) in search.candidates.enumerated() {
                try CandidateRecord(candidate, rank: index + 1, searchRunId: id).insert(db)
            }
        }
    }
}
