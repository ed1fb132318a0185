// oneDNN 2.6's types, and its functions as a table that is filled at run time.
//
// Nothing here links against libdnnl: the prototypes are taken from <dnnl.h> by __typeof__, so that a call through
// the table is checked like a direct one, and a machine without the library still starts the program.
#ifndef ARCHCOST_CDNNL_FUNCTIONS_H
#define ARCHCOST_CDNNL_FUNCTIONS_H

#include <dlfcn.h>
#include <dnnl.h>
#include <stddef.h>

#define ARCHCOST_DNNL_FUNCTIONS(X) \
    X(dnnl_version) X(dnnl_get_effective_cpu_isa) X(dnnl_engine_create) X(dnnl_stream_create) X(dnnl_stream_wait) \
    X(dnnl_set_primitive_cache_capacity) \
    X(dnnl_memory_desc_init_by_tag) X(dnnl_memory_desc_init_by_strides) X(dnnl_memory_desc_init_submemory) \
    X(dnnl_memory_desc_get_size) X(dnnl_memory_desc_equal) X(dnnl_memory_create) X(dnnl_memory_destroy) \
    X(dnnl_primitive_attr_create) X(dnnl_primitive_attr_destroy) X(dnnl_primitive_attr_set_scratchpad_mode) \
    X(dnnl_primitive_attr_set_output_scales) X(dnnl_primitive_attr_set_post_ops) \
    X(dnnl_post_ops_create) X(dnnl_post_ops_destroy) X(dnnl_post_ops_append_sum) X(dnnl_post_ops_append_eltwise) \
    X(dnnl_post_ops_append_binary) \
    X(dnnl_primitive_desc_create) X(dnnl_primitive_desc_destroy) X(dnnl_primitive_desc_query) \
    X(dnnl_primitive_desc_query_md) X(dnnl_primitive_create) X(dnnl_primitive_destroy) X(dnnl_primitive_execute) \
    X(dnnl_reorder_primitive_desc_create) X(dnnl_concat_primitive_desc_create) X(dnnl_sum_primitive_desc_create) \
    X(dnnl_binary_desc_init) X(dnnl_dilated_convolution_forward_desc_init) \
    X(dnnl_dilated_convolution_backward_data_desc_init) X(dnnl_dilated_convolution_backward_weights_desc_init) \
    X(dnnl_dilated_deconvolution_forward_desc_init) X(dnnl_dilated_deconvolution_backward_data_desc_init) \
    X(dnnl_dilated_deconvolution_backward_weights_desc_init) \
    X(dnnl_inner_product_forward_desc_init) X(dnnl_inner_product_backward_data_desc_init) \
    X(dnnl_inner_product_backward_weights_desc_init) X(dnnl_shuffle_forward_desc_init) \
    X(dnnl_eltwise_forward_desc_init) X(dnnl_softmax_forward_desc_init) X(dnnl_pooling_v2_forward_desc_init) \
    X(dnnl_prelu_forward_desc_init) X(dnnl_lrn_forward_desc_init) X(dnnl_batch_normalization_forward_desc_init) \
    X(dnnl_layer_normalization_forward_desc_init) X(dnnl_resampling_forward_desc_init) X(dnnl_matmul_desc_init)

typedef struct {
#define ARCHCOST_FIELD(name) __typeof__(name) *_Nonnull name;
    ARCHCOST_DNNL_FUNCTIONS(ARCHCOST_FIELD)
#undef ARCHCOST_FIELD
    void (*_Nonnull omp_set_num_threads)(int);
    int (*_Nonnull omp_get_proc_bind)(void);
} archcost_dnnl_functions;

/// Fills the table from an open library (and the OpenMP runtime that it brought); returns the name of the first
/// function that is missing, or NULL.
static inline const char *_Nullable archcost_dnnl_bind(
    void *_Nonnull library, archcost_dnnl_functions *_Nonnull table) {
    void *symbol;
#define ARCHCOST_BIND(name) \
    symbol = dlsym(library, #name); \
    if (!symbol) return #name; \
    table->name = (__typeof__(table->name))symbol;
    ARCHCOST_DNNL_FUNCTIONS(ARCHCOST_BIND)
    ARCHCOST_BIND(omp_set_num_threads)
    ARCHCOST_BIND(omp_get_proc_bind)
#undef ARCHCOST_BIND
    return NULL;
}

/// Executes a primitive with the stack at the same place in its page, whoever calls.
///
/// Kernels put vectors aside on the stack, which the system starts at a random multiple of 16 bytes: where they straddle a
/// cache line or a page, a kernel with a function behind it takes up to twice as long, and so for the whole life of a process.
__attribute__((noinline)) static dnnl_status_t archcost_dnnl_execute(
    const archcost_dnnl_functions *_Nonnull table, const_dnnl_primitive_t _Nonnull primitive,
    dnnl_stream_t _Nonnull stream, int count, const dnnl_exec_arg_t *_Nullable arguments) {
    size_t place = (size_t)__builtin_frame_address(0) % 4096;
    volatile char *room = (volatile char *)__builtin_alloca(place + 64);
    dnnl_status_t status = table->dnnl_primitive_execute(primitive, stream, count, arguments);
    // Used once more, or the compiler would give the room back before the call.
    room[0] = (char)status;
    return status;
}

#endif
