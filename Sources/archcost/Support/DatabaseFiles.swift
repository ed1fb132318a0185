import Synchronization

/// The databases that a command was told of, so that a result never takes the place of one or of what SQLite keeps
/// beside it.
enum DatabaseFiles {
    private static let paths = Mutex<[String]>([])

    static func add(_ path: String) { paths.withLock { $0.append(path) } }

    /// The database whose file, log or journal a path leads to, by whatever name; nil for none.
    ///
    /// A database that is not there yet is known by its folder and its name.
    static func database(of path: String) -> String? {
        let known = paths.withLock { $0 }
        guard !known.isEmpty else { return nil }
        let (identity, place) = (FileIdentity(path: path), FilePlace(path))
        return known.first { database in
            names(of: database).contains { name in
                if let identity { return FileIdentity(path: name) == identity }
                return place != nil && FilePlace(name) == place
            }
        }
    }

    /// SQLite keeps its log beside the file itself, wherever a link to it lies.
    private static func names(of database: String) -> [String] {
        let targets = [database] + (FilePlace(database).map { [$0.path] } ?? [])
        return targets.flatMap { target in ["", "-wal", "-shm", "-journal"].map { target + $0 } }
    }
}
