import GRDB

/// The database's schema as a list of named migrations: append to it, never change or drop an entry.
enum Schema {
    /// `arcc` in ASCII, written into the file's header: this is a database of archcost and of nobody else.
    static let applicationIdentifier: Int32 = 0x6172_6363

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("create measurements") { db in
            try db.execute(sql: measurementTables)
            try db.execute(sql: measurementViews)
            try db.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
        }
        migrator.registerMigration("create networks, predictions and searches") { db in
            try db.execute(sql: networkTables)
            try db.execute(sql: networkViews)
            try db.execute(sql: searchTables)
            try db.execute(sql: searchViews)
        }
        migrator.registerMigration("create folded batch norms") { db in
            try db.execute(sql: foldingTables)
        }
        migrator.registerMigration("create changes of layout") { db in
            try db.execute(sql: reorderTables)
        }
        migrator.registerMigration("note the cache state of whole networks") { db in
            try db.execute(sql: networkCacheState)
        }
        return migrator
    }()

    /// Names of all migrations, in order.
    static var migrations: [String] { migrator.migrations }
}
