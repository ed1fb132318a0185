import Foundation
import Testing

@testable import Persistence

@Suite struct QueryTests {
    let folder: TemporaryFolder
    let store: ResultStore

    init() throws {
        folder = try TemporaryFolder()
        let writer = try ResultStore(folder.file("results.db"), .readWrite)
        try writer.save(host())
        writer.close()
        store = try ResultStore(folder.file("results.db"), .readOnly)
    }

    @Test func valuesKeepTheirTypes() throws {
        let result = try store.query(
            "SELECT 1 AS a, 2.5 AS b, 'x' AS c, NULL AS d, x'0aff' AS e, 9223372036854775807 AS a")
        #expect(result.columns == ["a", "b", "c", "d", "e", "a_2"])
        #expect(result.rows == [[.integer(1), .real(2.5), .text("x"), .null, .blob([10, 255]), .integer(.max)]])
    }

    @Test(arguments: [
        "SELECT cpu FROM machine", "  -- a comment\n /* another */ select cpu from machine;",
        "WITH m AS (SELECT * FROM machine) SELECT cpu FROM m", "VALUES ('AMD EPYC')",
    ])
    func readingStatementsRun(sql: String) throws {
        #expect(try store.query(sql).rows == [[.text("AMD EPYC")]])
    }

    @Test func explanationsAndSchemaPragmasRun() throws {
        #expect(try !store.query("EXPLAIN QUERY PLAN SELECT * FROM machine").rows.isEmpty)
        for pragma in ["table_info(machine)", " /* of */ main . table_info ( machine )", "TABLE_LIST"] {
            #expect(try !store.query("PRAGMA \(pragma)").rows.isEmpty, "\(pragma)")
        }
    }

    @Test(arguments: [
        ("DELETE FROM machine", "DELETE"), ("insert into machine default values", "INSERT"),
        ("WITH x AS (SELECT 1) DELETE FROM machine", "WITH"), ("DROP TABLE machine", "DROP"),
        ("ATTACH 'other.db' AS other", "ATTACH"), ("VACUUM INTO 'copy.db'", "VACUUM"), ("BEGIN", "BEGIN"),
        ("EXPLAIN", ""),
        ("CREATE TEMP TABLE t (x)", "CREATE"),
    ])
    func writingStatementsAreRefused(sql: String, word: String) throws {
        let error = #expect(throws: QueryError.self) { try store.query(sql) }
        if !word.isEmpty { #expect(error == .writes(statement: word)) }
        #expect(try store.machines().count == 1)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { $0.hasPrefix("results.db") })
    }

    @Test(
        arguments: [
            ("PRAGMA query_only = 0", "query_only", nil),
            ("PRAGMA query_only = 0 -- pragma table_info", "query_only", nil),
            ("PRAGMA main.journal_mode /* pragma table_list */", "journal_mode", nil),
            ("PRAGMA journal_mode(DELETE)", "journal_mode", nil),
            ("pragma tabel_info(machine)", "tabel_info", "table_info"),
            ("PRAGMA", "", nil),
        ] as [(String, String, String?)])
    func pragmasThatDescribeNothingAreRefused(sql: String, name: String, suggestion: String?) throws {
        #expect(throws: QueryError.pragma(name: name, suggestion: suggestion)) { try store.query(sql) }
    }

    @Test(arguments: [
        ("SELCT 1", QueryError.unknownStatement(word: "SELCT", suggestion: "SELECT")),
        ("hello", .unknownStatement(word: "HELLO", suggestion: nil)),
        ("(", .unknownStatement(word: "(", suggestion: nil)),
        ("SELECT 1\0; DROP TABLE machine", .nullCharacter(position: 9)), ("\0", .nullCharacter(position: 1)),
        ("", QueryError.empty), ("  -- nothing", .empty), (";", .empty), ("SELECT 1; SELECT 2", .severalStatements),
        ("SELECT ?", .parameters), ("SELECT :name", .parameters),
        ("SELECT * FROM measurment", .invalid(message: "no such table: measurment", suggestion: "measurement")),
        (
            "SELECT m.median_us FROM measurement m",
            .invalid(message: "no such column: m.median_us", suggestion: "median_ns")
        ),
        ("SELECT qqqqqq", .invalid(message: "no such column: qqqqqq", suggestion: nil)),
        ("SELECT (", .invalid(message: "incomplete input", suggestion: nil)),
    ])
    func faultsOfTheQueryAreExplained(sql: String, expected: QueryError) {
        #expect(throws: expected) { try store.query(sql) }
    }

    @Test func refusalsAreSentences() {
        #expect(
            QueryError.unknownStatement(word: "SELCT", suggestion: "SELECT").description
                == "no SQL statement begins with 'SELCT'; did you mean 'SELECT'?")
        #expect(
            QueryError.nullCharacter(position: 23).description
                == "the query holds a NUL character, its 23rd; SQL text ends there")
        #expect(QueryError.nullCharacter(position: 112).description.contains("112th"))
    }

    @Test func rowsMayBeLimited() throws {
        let result = try store.query("SELECT value FROM json_each('[1,2,3]')", limit: 2)
        #expect(result.rows == [[.integer(1)], [.integer(2)]])
        #expect(result.isCut)
        #expect(try !store.query("SELECT value FROM json_each('[1,2]')", limit: 2).isCut)
    }

    @Test func aRecursionWithoutAnEndIsCut() throws {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        let result = try store.query(endless)
        #expect(result.rows.count == ResultStore.queryLimit)
        #expect(result.isCut)
    }

    @Test func tablesAndViewsOfTheContractAreListed() throws {
        let tables = try store.queryableTables()
        let names = Set(tables.filter { !$0.isView }.map(\.name))
        #expect(
            names.isSuperset(of: [
                "machine", "run", "problem", "measurement", "sample", "network", "layer", "network_measurement",
                "prediction", "search_run", "candidate",
            ]))
        let views = Set(tables.filter(\.isView).map(\.name))
        #expect(
            views.isSuperset(of: [
                "latest_measurement", "layer_cost", "layer_time", "prediction_error", "pareto", "machine_roofline",
            ]))
        let columns = try #require(tables.first { $0.name == "measurement" }?.columns)
        #expect(
            Set(columns).isSuperset(of: [
                "backend", "backend_version", "algorithm", "threads", "precision", "pass", "cache_state", "samples",
                "min_ns", "median_ns", "ci_low_ns", "ci_high_ns", "mad_ns", "gflops", "status", "verified",
            ]))
    }
}
