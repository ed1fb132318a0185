#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Networks' texts that commands write beside what people wrote.
enum EmittedText {
    /// - Parameters:
    ///   - mark: what the comment at the top of such a text starts with.
    ///   - author: who would have written it, as `no search`.
    /// - Throws: where there is a file of this name that is not such a text.
    static func refuseForeign(_ path: String, mark: String, author: String) throws(CommandFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let expected = Array("# \(mark)".utf8)
        var start = [UInt8](repeating: 0, count: expected.count)
        guard read(descriptor, &start, start.count) != start.count || start != expected else { return }
        throw CommandFailure("\(path) exists and \(author) wrote it; choose another folder for '--emit'")
    }
}
