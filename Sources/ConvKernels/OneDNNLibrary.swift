import CDnnl
import Glibc

/// The oneDNN library of this machine, opened the first time that anything asks for it.
///
/// Immutable once open. The engine and the in-order stream may be used from any thread, as oneDNN documents;
/// the table is never freed, for the library stays open until the process ends.
final class OneDNNLibrary: @unchecked Sendable {
    static let packageName = "libdnnl2"
    /// The environment's `ARCHCOST_ONEDNN` names another file, such as a build of one's own.
    private static var fileNames: [String] { [getenv("ARCHCOST_ONEDNN").map { String(cString: $0) } ?? "libdnnl.so.2"] }

    /// The library, or why there is none.
    static let shared: Result<OneDNNLibrary, KernelError> = {
        do throws(KernelError) {
            return .success(try OneDNNLibrary(fileNames: fileNames))
        } catch {
            return .failure(error)
        }
    }()

    let table: UnsafePointer<archcost_dnnl_functions>
    let engine: OpaquePointer
    let stream: OpaquePointer
    let version: String

    var functions: archcost_dnnl_functions { _read { yield table.pointee } }

    /// Opens the first of the libraries that exists.
    ///
    /// - Throws: `libraryMissing` with the loader's own words, `symbolMissing`, or `callFailed`.
    init(fileNames: [String]) throws(KernelError) {
        var library: UnsafeMutableRawPointer?
        var detail = "no such file"
        for name in fileNames where library == nil {
            library = dlopen(name, RTLD_NOW | RTLD_LOCAL)
            if library == nil, let message = dlerror() { detail = String(cString: message) }
        }
        guard let library else {
            throw .libraryMissing(library: "oneDNN", package: Self.packageName, detail: detail)
        }
        let table = UnsafeMutablePointer<archcost_dnnl_functions>.allocate(capacity: 1)
        if let missing = archcost_dnnl_bind(library, table) {
            table.deallocate()
            throw .symbolMissing(symbol: String(cString: missing), library: fileNames.first ?? "libdnnl")
        }
        self.table = UnsafePointer(table)
        let functions = table.pointee
        guard let number = functions.dnnl_version() else {
            throw .callFailed(function: "dnnl_version", status: "no answer")
        }
        version = "\(number.pointee.major).\(number.pointee.minor).\(number.pointee.patch)"
        var engine: OpaquePointer?
        try Self.check(functions.dnnl_engine_create(&engine, dnnl_cpu, 0), "dnnl_engine_create")
        var stream: OpaquePointer?
        try Self.check(
            functions.dnnl_stream_create(&stream, engine, dnnl_stream_default_flags.rawValue), "dnnl_stream_create")
        guard let engine, let stream else {
            throw .callFailed(function: "dnnl_stream_create", status: "no answer")
        }
        self.engine = engine
        self.stream = stream
    }

    /// Throws `callFailed` unless the status is success.
    static func check(_ status: dnnl_status_t, _ function: String) throws(KernelError) {
        if status == dnnl_success { return }
        throw .callFailed(function: function, status: name(of: status))
    }

    static func name(of status: dnnl_status_t) -> String {
        switch status {
        case dnnl_out_of_memory: "out of memory"
        case dnnl_invalid_arguments: "invalid arguments"
        case dnnl_unimplemented: "unimplemented"
        case dnnl_iterator_ends: "no further kernel"
        case dnnl_runtime_error: "runtime error"
        case dnnl_not_required: "not required"
        default: "status \(status.rawValue)"
        }
    }

    /// The number of OpenMP threads that the calling thread's next kernels use.
    func setThreads(_ count: Int) { functions.omp_set_num_threads(Int32(count)) }
}
