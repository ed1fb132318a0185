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
    func validate() throws {
        if db == "" { throw ValidationError("'--db' takes the path of a database; got nothing.") }
        DatabaseFiles.add(path)
    }

    /// Opens the database; writers make it where it does not exist.
    func open(_ access: ResultStore.Access) throws(StoreError) -> ResultStore {
        try ResultStore(path, access)
    }
}

/// A result database that may be named without an option, for commands that are about nothing else.
struct DatabaseArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The result database; the same as '--db'.", valueName: "path"), completion: .file())
    var file: String?

    @OptionGroup var options: DatabaseOptions

    var path: String { file ?? options.path }

    func validate() throws {
        guard let file else { return }
        if let db = options.db { throw ValidationError("Two databases are named, '\(file)' and '\(db)'.") }
        DatabaseFiles.add(file)
    }

    /// Opens the database.
    func open(_ access: ResultStore.Access) throws(StoreError) -> ResultStore { try ResultStore(path, access) }
}
