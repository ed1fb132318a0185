import Foundation
import GRDB
import KernelBenchmark

/// A row of one table: properties in camel case, columns in snake case; SQL names stay the contract.
protocol ResultRecord: Codable, FetchableRecord, PersistableRecord {}

extension ResultRecord {
    static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy { .convertFromSnakeCase }
    static var databaseColumnEncodingStrategy: DatabaseColumnEncodingStrategy { .convertToSnakeCase }
}

/// A column of text that should hold one of a type's raw values, and does not.
struct UnknownValue: Error, CustomStringConvertible {
    var column: String
    var value: String

    var description: String { "column '\(column)' holds '\(value)', which has no meaning" }
}

/// The case that a column's text names.
func decoded<Value: RawRepresentable<String>>(_ text: String, column: String) throws -> Value {
    guard let value = Value(rawValue: text) else { throw UnknownValue(column: column, value: text) }
    return value
}

extension TimingSummary {
    /// The summary in a row's columns; nil where one holds nothing.
    init?(
        samples: Int, minNs: Int?, medianNs: Int?, ciLowNs: Int?, ciHighNs: Int?, madNs: Int?
    ) {
        guard let minNs, let medianNs, let ciLowNs, let ciHighNs, let madNs else { return nil }
        self.init(
            count: samples, minimum: minNs, median: medianNs, intervalLow: ciLowNs, intervalHigh: ciHighNs,
            medianAbsoluteDeviation: madNs)
    }
}
