import ArgumentParser
import Persistence

/// Which result database is meant.
struct DatabaseOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The result database; else the environment's ARCHCOST_DB, else results.db in the working directory.",
            valueName: "path"), completion: .file())
    var db: String?

    var path: String {
        if let db { return db }
        guard let path = StandardStreams.environment["ARCHCOST_DB"], !path.isEmpty else { return "results.db" }
        return path
    }

    /// From here on no result is written over the database.
    func validate() { DatabaseFiles.add(path) }

    /// Opens the database; writers make it where it does not exist.
    func open(_ access: ResultStore.Access) throws(StoreError) -> ResultStore {
        try ResultStore(path, access)
    }
}
